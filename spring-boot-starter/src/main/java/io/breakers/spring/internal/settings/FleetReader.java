package io.breakers.spring.internal.settings;

import io.breakers.fleet.RedisFleet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Reads which fleet is meant, and whether there is what it needs. What the address says is in no mistake. */
final class FleetReader {
    private static final String URL = "breakers.fleet.redis.url";

    private final ClassLoader loader;
    private final List<Mistake> mistakes;

    FleetReader(ClassLoader loader, List<Mistake> mistakes) {
        this.loader = loader;
        this.mistakes = mistakes;
    }

    /**
     * Reads it.
     *
     * @param group without it, {@code application} is the group
     */
    FleetEntry read(Property url, @Nullable Property group, String application) {
        int before = mistakes.size();
        String name = group == null || group.text().isEmpty() ? application : group.text();
        boolean module = isThere("io.breakers.fleet.Fleet", "io.breakers:breakers-fleet", url);
        boolean client = isThere("io.lettuce.core.RedisClient", "io.lettuce:lettuce-core", url);
        if (module && client) {
            if (!Rules.isAddress(url.text())) {
                mistakes.add(new Mistake(
                        URL + " is no address of Redis; it is not shown, because it may hold a password.",
                        url.origin(),
                        "write one such as redis://localhost:6379 or rediss://user:password@host:6380/0"));
            }
            if (name.isEmpty()) {
                mistakes.add(new Mistake(
                        URL + " needs to know whose fleet it is, and there is no spring.application.name.",
                        url.origin(),
                        "set breakers.fleet.group or spring.application.name"));
            } else if (!Rules.isGroup(name)) {
                boolean given = group != null && !group.text().isEmpty();
                mistakes.add(new Mistake(
                        (given ? "breakers.fleet.group" : "spring.application.name") + ": '" + name
                                + "' is no name of a fleet's group.",
                        group != null && given ? group.origin() : "",
                        "set breakers.fleet.group to 1 to 64 letters, digits, dots, hyphens and underscores"));
            }
        }
        return new FleetEntry(mistakes.size() == before ? url.text() : "", name);
    }

    private boolean isThere(String type, String artifact, Property url) {
        boolean there = ClassUtils.isPresent(type, loader);
        if (!there) {
            mistakes.add(new Mistake(
                    URL + " needs " + artifact + ", which is not there.",
                    url.origin(),
                    "add " + artifact + " to the application, or leave the property out"));
        }
        return there;
    }

    /** Apart: loaded only where there is a fleet. */
    private static final class Rules {
        static boolean isAddress(String url) {
            return isAccepted(() -> RedisFleet.at(url));
        }

        static boolean isGroup(String group) {
            return isAccepted(() -> RedisFleet.at("redis://localhost").group(group));
        }

        private static boolean isAccepted(Runnable use) {
            try {
                use.run();
                return true;
            } catch (IllegalArgumentException refused) {
                return false;
            }
        }
    }
}
