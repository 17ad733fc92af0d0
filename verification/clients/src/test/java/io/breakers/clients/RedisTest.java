package io.breakers.clients;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ServiceType;
import io.breakers.tools.Bell;
import io.breakers.tools.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The recipe for Redis, with Lettuce. */
@DisabledIfSystemProperty(named = "redis", matches = "none")
class RedisTest extends OutageContract {
    // snippet: redis
    static final BreakerConfig CONFIG =
            BreakerConfig.builder().failWhen(RedisTest::isOutage).build();

    private static boolean isOutage(Throwable thrown) {
        return !(thrown instanceof RedisCommandExecutionException)
                || thrown instanceof RedisLoadingException
                || thrown instanceof RedisBusyException;
    }

    static ClientOptions options(Duration timeout) {
        return ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .build();
    }

    static RedisCommands<String, String> protect(RedisCommands<String, String> redis, BreakerConfig config) {
        return Breakers.builder(new ServiceType<RedisCommands<String, String>>() {}, redis)
                .config(config)
                .oneBreaker("redis")
                .fallback("get(Object)", (arguments, cause) -> null) // a cache that is away has nothing
                .build();
    }
    // end

    private final Semaphore connected = new Semaphore(0);
    private final Semaphore disconnected = new Semaphore(0);
    private RedisServer server;
    private RedisClient client;

    /** The test's own, for what is no part of the recipe: it waits for its answers, however short the time-out is. */
    private RedisClient own;

    private StatefulRedisConnection<String, String> connection;
    private RedisCommands<String, String> redis;

    @BeforeEach
    void start() throws Exception {
        server = new RedisServer();
        client = RedisClient.create(server.uri());
        own = RedisClient.create(server.uri());
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(30));
            own.shutdown(Duration.ZERO, Duration.ofSeconds(30));
            server.close();
        }
    }

    @Override
    void connect(Duration patience) throws InterruptedException {
        client.setOptions(options(patience));
        client.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisConnected(RedisChannelHandler<?, ?> handler, SocketAddress address) {
                connected.release();
            }

            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                disconnected.release();
            }
        });
        connection = client.connect();
        await(connected);
        redis = protect(connection.sync(), watched(CONFIG));
    }

    @Override
    void call(String mark) {
        redis.set(mark, "here");
    }

    /** Takes a text for a list. */
    @Override
    void callInVain() {
        connection.sync().set("text", "not a list");
        redis.lpush("text", "7");
    }

    @Override
    boolean hasArrived(String mark) {
        try (StatefulRedisConnection<String, String> asking = own.connect()) {
            return asking.sync().exists(mark) == 1;
        }
    }

    @Override
    void breakDown() throws InterruptedException {
        server.kill();
        await(disconnected);
    }

    private static void await(Semaphore event) throws InterruptedException {
        if (!event.tryAcquire(60, SECONDS)) {
            throw new AssertionError("waited in vain");
        }
    }

    @Override
    void hang() throws Exception {
        server.pause();
    }

    @Override
    void recover() throws Exception {
        boolean isGone = !server.isAlive();
        server.goOn();
        if (isGone) {
            await(connected);
        }
    }

    @Test
    void theFallbackOfGetAnswersThatThereIsNothing() throws Exception {
        connect(Duration.ofSeconds(30));
        redis.set("price", "7");
        assertThat(redis.get("price")).isEqualTo("7");
        breakDown();
        assertThat(redis.get("price")).isNull();
    }

    @Test
    void asynchronousCommandsFailAndAreRejectedAlike() throws Exception {
        connect(Duration.ofMillis(300));
        RedisAsyncCommands<String, String> async = Breakers.builder(
                        new ServiceType<RedisAsyncCommands<String, String>>() {}, connection.async())
                .config(watched(CONFIG))
                .oneBreaker("redis")
                .build();
        server.pause();
        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowable(
                            () -> async.get("price").toCompletableFuture().join()))
                    .isNotNull();
        }
        // Lettuce's own future may wake who waits for it before it tells the breaker.
        Bell.ask(
                "the breaker has been told",
                () -> Breakers.inspect(async).breaker("redis").state() == BreakerState.OPEN);
        assertThat(catchThrowable(() -> async.get("price"))).isInstanceOf(CallRejectedException.class);
    }
}
