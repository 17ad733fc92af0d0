package io.breakers.fleet;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Makes connections by Lettuce, which has no part in what follows from their loss: it neither connects again nor keeps
 * commands for later. RESP3 lets one connection receive and ask.
 */
final class RedisLine implements FleetChannel.Line {
    private static final Duration LIMIT = Duration.ofMillis(2_500);

    /** Lettuce 6 does not, which Spring Boot 3.5 and 4.0 choose. */
    private static final boolean KNOWS_MAINTENANCE = knowsMaintenance();

    private final RedisURI uri;
    private final String group;
    private final ClientResources resources;
    private final RedisClient client;

    RedisLine(String address, String group) {
        this.uri = RedisURI.create(address);
        this.group = group;
        uri.setTimeout(LIMIT);
        resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .build();
        client = RedisClient.create(resources);
        var options = ClientOptions.builder()
                .protocolVersion(ProtocolVersion.RESP3)
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(LIMIT).build())
                .timeoutOptions(TimeoutOptions.enabled(LIMIT));
        if (KNOWS_MAINTENANCE) {
            Maintenance.off(options);
        }
        client.setOptions(options.build());
    }

    private static boolean knowsMaintenance() {
        try {
            Class.forName("io.lettuce.core.MaintNotificationsConfig", false, RedisLine.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException older) {
            return false;
        }
    }

    /** Apart: loaded with Lettuce 7 only, which would ask for notifications that this does not want. */
    private static final class Maintenance {
        static void off(ClientOptions.Builder options) {
            options.maintNotificationsConfig(io.lettuce.core.MaintNotificationsConfig.disabled());
        }
    }

    @Override
    public CompletionStage<FleetChannel.Connection> connect(FleetChannel.Receiver receiver) {
        return client.connectPubSubAsync(StringCodec.UTF8, uri).thenCompose(connection -> {
            var made = new RedisConnection(connection, uri.getDatabase(), group, receiver);
            CompletableFuture<FleetChannel.Connection> ready = made.subscribe().thenApply(done -> made);
            return ready.whenComplete((done, failure) -> {
                if (failure != null) {
                    made.close();
                }
            });
        });
    }

    @Override
    public void close() {
        end(client, resources);
    }

    /** Ends a client, then what it has used, also if the client does not end as it should. */
    static void end(RedisClient client, ClientResources resources) {
        Future<?> unused = client.shutdownAsync(0, 1, TimeUnit.SECONDS).whenComplete((done, failure) -> {
            Future<?> ignored = resources.shutdown(0, 1, TimeUnit.SECONDS);
        });
    }
}
