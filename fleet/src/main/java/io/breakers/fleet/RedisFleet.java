package io.breakers.fleet;

import io.breakers.fleet.internal.redis.RedisAddress;
import java.util.Objects;

/**
 * A fleet over Redis 6 or newer, of which each instance has one connection. It needs Lettuce
 * ({@code io.lettuce:lettuce-core}), which the application adds. Immutable: {@link #group} returns another one.
 *
 * <p>Instances share if they name the same database of the same Redis, and the same group. See {@code
 * docs/guide/fleet.md} for TLS and for a user who may do no more than this needs.
 */
public final class RedisFleet implements FleetChannel {
    private final String uri;
    private final String name;
    private final String group;

    private RedisFleet(String uri, String name, String group) {
        this.uri = uri;
        this.name = name;
        this.group = group;
    }

    /**
     * Returns the group {@code default} at an address as Lettuce reads it:
     * {@code redis://[user:password@]host[:port][/database]}, with TLS {@code rediss://}, and
     * {@code redis-sentinel://[:password@]host[:port][,host[:port]][/database]#name}. User and password are in no
     * message and no log.
     *
     * @throws IllegalArgumentException if it is none
     * @throws IllegalStateException if Lettuce is absent
     */
    public static RedisFleet at(String uri) {
        Objects.requireNonNull(uri, "uri");
        checkLettuce();
        return new RedisFleet(uri, RedisAddress.name(uri), "default");
    }

    private static void checkLettuce() {
        try {
            Class.forName("io.lettuce.core.RedisClient", false, RedisFleet.class.getClassLoader());
        } catch (ClassNotFoundException absent) {
            throw new IllegalStateException(
                    "A fleet over Redis needs io.lettuce:lettuce-core, which is not there; add it (on a module path with"
                            + " --add-modules ALL-MODULE-PATH)",
                    absent);
        }
    }

    /**
     * Returns another group at the same address: those who share.
     *
     * @throws IllegalArgumentException unless it consists of 1 to 64 letters, digits, dots, hyphens and underscores
     */
    public RedisFleet group(String group) {
        if (!Objects.requireNonNull(group, "group").matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "group must consist of 1 to 64 letters, digits, dots, hyphens and underscores, was " + group);
        }
        return new RedisFleet(uri, name, group);
    }

    @Override
    public Line open() {
        return new RedisLine(uri, group);
    }

    @Override
    public String group() {
        return group;
    }

    /** Where it is, without user and password. */
    @Override
    public String toString() {
        return name;
    }
}
