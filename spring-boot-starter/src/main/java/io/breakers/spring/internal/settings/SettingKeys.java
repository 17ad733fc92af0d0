package io.breakers.spring.internal.settings;

import java.util.ArrayList;
import java.util.List;

/** The keys there are. */
final class SettingKeys {
    /** What every level may say: the keys of settings documents, which {@code operations} reads. */
    static final List<String> OF_DOCUMENTS = List.of(
            "failure-threshold",
            "failure-rate",
            "slow-call-rate",
            "bad-call-rate",
            "slower-than",
            "window-calls",
            "window-duration",
            "minimum-calls",
            "failures",
            "failures-within",
            "open-for",
            "open-for-multiplier",
            "open-for-max",
            "open-for-jitter",
            "forget-after",
            "success-threshold",
            "success-threshold-of",
            "probes",
            "grow-probes",
            "probe-lease",
            "ignore",
            "fail-on",
            "fail-on-cancellation",
            "fallback-on",
            "max-concurrent-fallbacks",
            "measure-time",
            "enforce");

    /** What only a service of an application has. */
    static final List<String> OF_SERVICES = List.of(
            "bean",
            "type",
            "fallback",
            "enabled",
            "health",
            "unprotected",
            "no-fallback",
            "last-good",
            "share",
            "methods");

    /** What stands directly below {@code breakers.}, as far as it is one value or a list. */
    static final List<String> OF_THE_APPLICATION = List.of(
            "protect",
            "enabled",
            "log",
            "meters.kind",
            "health.down-after",
            "health.up-after",
            "spring-cloud.enabled",
            "fleet.redis.url",
            "fleet.group");

    private SettingKeys() {}

    /** Everything that a service may say. */
    static List<String> ofServices() {
        var keys = new ArrayList<String>(OF_SERVICES);
        keys.addAll(OF_DOCUMENTS);
        return List.copyOf(keys);
    }

    /** Returns the key of {@code known} that is meant; {@code written} itself if there is none. */
    static String spelt(String written, List<String> known) {
        String letters = Words.letters(written);
        for (String key : known) {
            if (Words.letters(key).equals(letters)) {
                return key;
            }
        }
        return written;
    }

    static boolean areClasses(String key) {
        return key.equals("ignore") || key.equals("fail-on");
    }
}
