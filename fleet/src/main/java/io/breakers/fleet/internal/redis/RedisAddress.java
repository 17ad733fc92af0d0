package io.breakers.fleet.internal.redis;

import io.lettuce.core.RedisURI;
import java.util.stream.Collectors;

/** An address without what is secret. Apart from {@code RedisFleet}, which is loaded without Lettuce, too. */
public final class RedisAddress {
    private RedisAddress() {}

    /**
     * Returns it for people.
     *
     * @throws IllegalArgumentException if it is none; that does not quote it, nor has it the cause, which may
     */
    public static String name(String uri) {
        RedisURI read;
        try {
            read = RedisURI.create(uri);
        } catch (RuntimeException none) {
            throw new IllegalArgumentException("uri must be an address of Redis, as in redis://localhost:6379 or"
                    + " rediss://user:password@host:6380/0; it is not shown, because it may hold a password");
        }
        String database = read.getDatabase() == 0 ? "" : "/" + read.getDatabase();
        if (!read.getSentinels().isEmpty()) {
            return "redis-sentinel://"
                    + read.getSentinels().stream().map(RedisAddress::place).collect(Collectors.joining(","))
                    + database + "#" + read.getSentinelMasterId();
        }
        if (read.getSocket() != null) {
            return "redis-socket://" + read.getSocket();
        }
        return (read.isSsl() ? "rediss://" : "redis://") + place(read) + database;
    }

    private static String place(RedisURI uri) {
        return uri.getHost() + ":" + uri.getPort();
    }
}
