package io.breakers.operations.internal.document;

import io.breakers.api.TripRule;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a document says in one place: of all services, of a service, or of a method. Immutable once it is complete. */
public final class Level {
    private final Map<Key, RawSetting> written = new EnumMap<>(Key.class);
    private final Map<Key, Setting> settings = new EnumMap<>(Key.class);
    private List<TripRule> rules = List.of();

    /** Adds a setting, or what is wrong with it. */
    void add(Key key, RawSetting raw, Mistakes mistakes) {
        RawSetting earlier = written.putIfAbsent(key, raw);
        if (earlier != null) {
            mistakes.add(raw, repeated(earlier, raw));
            return;
        }
        try {
            settings.put(key, new Setting(key, raw, key.read(raw.value())));
        } catch (BadValueException bad) {
            mistakes.add(raw, bad.rule());
        }
    }

    private static String repeated(RawSetting earlier, RawSetting again) {
        String line = earlier.line() == 0 ? "" : " in line " + earlier.line();
        return earlier.key().equals(again.key())
                ? "is given before" + line + "; leave one of them out"
                : "is another spelling of " + Mistake.shown(earlier.key()) + line + "; leave one of them out";
    }

    /** Checks how the settings fit together. To be called once, when all are there. */
    void complete(Mistakes mistakes) {
        rules = new LevelRules(this, mistakes).make();
        Setting wait = get(Key.OPEN_FOR);
        Setting cap = get(Key.OPEN_FOR_MAX);
        if (wait != null && cap != null && cap.duration().compareTo(wait.duration()) < 0) {
            mistakes.add(
                    cap.raw(),
                    "must be at least open-for, which is " + wait.raw().value());
        }
        Setting needed = get(Key.SUCCESS_THRESHOLD);
        Setting of = get(Key.SUCCESS_THRESHOLD_OF);
        if (needed != null && of != null && of.whole() < needed.whole()) {
            mistakes.add(of.raw(), "must be at least success-threshold, which is " + needed.whole());
        }
    }

    /** Whether the key is written here, rightly or not. */
    boolean names(Key key) {
        return written.containsKey(key);
    }

    /** As it is written; for keys that are. */
    RawSetting raw(Key key) {
        RawSetting raw = written.get(key);
        if (raw == null) {
            throw new IllegalStateException(key.text());
        }
        return raw;
    }

    /** Returns a setting; {@code null} if it is not here, or is wrong. */
    @Nullable
    public Setting get(Key key) {
        return settings.get(key);
    }

    /** All that is right, in the order of {@link Key}. */
    public Collection<Setting> settings() {
        return settings.values();
    }

    /** What the keys of rules say; empty if there are none. */
    public List<TripRule> rules() {
        return rules;
    }
}
