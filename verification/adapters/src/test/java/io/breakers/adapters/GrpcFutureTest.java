package io.breakers.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.util.concurrent.ListenableFuture;
import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.BothEngines;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;

/** What a generated future stub of gRPC does, against a real server in this process, through an outage. */
class GrpcFutureTest {
    interface Greeter {
        ListenableFuture<String> greet(String name);
    }

    private static final MethodDescriptor.Marshaller<String> TEXT = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    };

    private static final MethodDescriptor<String, String> GREET = MethodDescriptor.newBuilder(TEXT, TEXT)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("Greeter/greet")
            .build();

    private final ManualTicker ticker = new ManualTicker();
    private final RecordingListener heard = new RecordingListener();
    private volatile boolean down;
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        server = InProcessServerBuilder.forName("greeter")
                .directExecutor()
                .addService(ServerServiceDefinition.builder("Greeter")
                        .addMethod(GREET, ServerCalls.<String, String>asyncUnaryCall((name, answer) -> {
                            if (down) {
                                answer.onError(Status.UNAVAILABLE.asRuntimeException());
                            } else {
                                answer.onNext("Hello, " + name);
                                answer.onCompleted();
                            }
                        }))
                        .build())
                .build()
                .start();
        channel = InProcessChannelBuilder.forName("greeter").directExecutor().build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private Greeter stub() {
        return name -> ClientCalls.futureUnaryCall(channel.newCall(GREET, CallOptions.DEFAULT), name);
    }

    @ParameterizedTest
    @BothEngines
    void aFutureStubGoesThroughAnOutage(ProxyEngine engine) throws Exception {
        Greeter greeter = Breakers.builder(Greeter.class, stub())
                .engine(engine)
                .adapter(GuavaAdapters.all())
                .config(BreakerConfig.builder()
                        .failureThreshold(2)
                        .openFor(Duration.ofSeconds(10))
                        .successThreshold(1)
                        .ticker(ticker)
                        .listener(heard)
                        .build())
                .build();
        assertThat(greeter.greet("Ann").get()).isEqualTo("Hello, Ann");
        down = true;
        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowable(() -> greeter.greet("Bob").get()))
                    .hasCauseInstanceOf(StatusRuntimeException.class);
        }
        assertThat(catchThrowable(() -> greeter.greet("Bob").get())).hasCauseInstanceOf(CallRejectedException.class);
        down = false;
        ticker.advance(Duration.ofSeconds(10));
        assertThat(greeter.greet("Cyd").get()).isEqualTo("Hello, Cyd");

        assertThat(heard.events())
                .containsExactly(
                        "success",
                        "failure",
                        "failure",
                        "CLOSED->OPEN",
                        "rejected OPEN",
                        "OPEN->HALF_OPEN",
                        "success",
                        "HALF_OPEN->CLOSED");
    }
}
