package io.breakers.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.breakers.proxy.ServiceType;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.BothEngines;
import io.breakers.tools.LoopbackServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

/** The recipes for methods that end by a callback, each through an outage of the real client. */
@ParameterizedClass
@BothEngines
class CallbacksTest {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final int UNAVAILABLE = 503;

    @Parameter
    private ProxyEngine engine;

    private final ManualTicker ticker = new ManualTicker();
    private final RecordingListener heard = new RecordingListener();
    private final LoopbackServer server = new LoopbackServer();
    private final OkHttpClient http =
            new OkHttpClient.Builder().retryOnConnectionFailure(false).build();

    interface Orders {
        void read(String id, Callback callback);
    }

    @AfterEach
    void close() {
        server.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private BreakerConfig config() {
        return BreakerConfig.builder()
                .failureThreshold(1)
                .openFor(WAIT)
                .successThreshold(1)
                .failOnResult(result -> result instanceof Response response && response.code() >= UNAVAILABLE)
                .ticker(ticker)
                .listener(heard)
                .build();
    }

    private ProtectionBuilder<Orders> orders() {
        return Breakers.builder(
                        Orders.class,
                        (id, callback) -> http.newCall(new Request.Builder()
                                        .url(server.url() + "orders/" + id)
                                        .build())
                                .enqueue(callback))
                .engine(engine)
                .adapter(OkHttpCallbacks::adapterFor)
                .config(config());
    }

    private static int read(Orders orders, String id) {
        var status = new CompletableFuture<Integer>();
        orders.read(id, new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                try (response) {
                    status.complete(response.code());
                }
            }

            @Override
            public void onFailure(Call call, IOException failure) {
                status.completeExceptionally(failure);
            }
        });
        return status.join();
    }

    @Test
    void aCallbackOfOkHttpTellsTheOutcome() {
        Orders orders = orders().build();
        assertThat(read(orders, "1")).isEqualTo(200);
        server.answersWith(UNAVAILABLE);
        assertThat(read(orders, "2")).isEqualTo(UNAVAILABLE);
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> read(orders, "3"));
        server.answersWith(200);
        ticker.advance(WAIT);
        assertThat(read(orders, "4")).isEqualTo(200);

        assertThat(server.requests()).hasSize(3);
        assertThat(heard.events())
                .containsExactly(
                        "success",
                        "failure",
                        "CLOSED->OPEN",
                        "rejected OPEN",
                        "OPEN->HALF_OPEN",
                        "success",
                        "HALF_OPEN->CLOSED");
    }

    @Test
    void aFallbackTellsTheCallersCallback() {
        var told = new ArrayList<String>();
        Orders orders = orders().fallback((id, callback) -> {
                    told.add(id);
                    callback.onFailure(
                            http.newCall(new Request.Builder().url(server.url()).build()), new IOException("offline"));
                })
                .build();
        server.answersWith(UNAVAILABLE);

        for (String id : List.of("1", "2")) {
            assertThat(catchThrowable(() -> read(orders, id))).hasRootCauseMessage("offline");
        }
        assertThat(told).containsExactly("1", "2");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aCallbackOfKafkasProducerTellsTheOutcome() throws Exception {
        var broker = new MockProducer<>(false, null, new StringSerializer(), new StringSerializer());
        Producer<String, String> producer = Breakers.builder(
                        new ServiceType<Producer<String, String>>() {}, (Producer<String, String>) broker)
                .engine(engine)
                .adapter(KafkaCallbacks::adapterFor)
                .unprotected("send(ProducerRecord)")
                .config(config())
                .build();
        var record = new ProducerRecord<>("orders", "7", "3 apples");
        var told = new ArrayList<Object>();

        Future<RecordMetadata> sent = producer.send(record, (metadata, failure) -> told.add(failure));
        assertThat(heard.events()).isEmpty();
        broker.completeNext();
        assertThat(sent.get().topic()).isEqualTo("orders");
        producer.send(record, (metadata, failure) -> told.add(failure));
        var slow = new TimeoutException("no acknowledgement");
        broker.errorNext(slow);
        Future<RecordMetadata> rejected = producer.send(record, (metadata, failure) -> told.add(failure));

        assertThat(catchThrowable(rejected::get)).hasCauseInstanceOf(CallRejectedException.class);
        assertThat(told).hasSize(3).startsWith(null, slow);
        assertThat(told.get(2)).isInstanceOf(CallRejectedException.class);
        assertThat(broker.history()).hasSize(2);
        ticker.advance(WAIT);
        producer.send(record, null);
        broker.completeNext();
        assertThat(heard.events())
                .containsExactly(
                        "success",
                        "failure",
                        "CLOSED->OPEN",
                        "rejected OPEN",
                        "OPEN->HALF_OPEN",
                        "success",
                        "HALF_OPEN->CLOSED");
    }
}
