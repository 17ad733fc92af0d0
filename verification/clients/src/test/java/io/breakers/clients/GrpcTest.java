package io.breakers.clients;

import com.google.common.util.concurrent.ListenableFuture;
import io.breakers.adapters.GuavaAdapters;
import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.AbstractFutureStub;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The recipe for the future stubs of gRPC. */
class GrpcTest extends OutageContract {
    // snippet: grpc
    interface Stock {
        ListenableFuture<String> level(String product);
    }

    private static final Set<Status.Code> OUTAGE = Set.of(
            Status.Code.UNAVAILABLE,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.INTERNAL,
            Status.Code.UNKNOWN);

    static final BreakerConfig CONFIG = BreakerConfig.builder()
            .failWhen(thrown -> OUTAGE.contains(Status.fromThrowable(thrown).getCode()))
            .build();

    static Stock protect(StockFutureStub stub, Duration timeout, BreakerConfig config) {
        return Breakers.builder(
                        Stock.class, product -> stub.withDeadlineAfter(timeout).level(product))
                .adapter(GuavaAdapters.all())
                .config(config)
                .build();
    }
    // end

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

    private static final MethodDescriptor<String, String> LEVEL = MethodDescriptor.newBuilder(TEXT, TEXT)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("Stock/level")
            .build();

    /** What the compiler of protocol buffers would have generated. */
    static final class StockFutureStub extends AbstractFutureStub<StockFutureStub> {
        StockFutureStub(Channel channel, CallOptions options) {
            super(channel, options);
        }

        @Override
        protected StockFutureStub build(Channel channel, CallOptions options) {
            return new StockFutureStub(channel, options);
        }

        ListenableFuture<String> level(String product) {
            return ClientCalls.futureUnaryCall(getChannel().newCall(LEVEL, getCallOptions()), product);
        }
    }

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private volatile Status answer = Status.OK;
    private volatile boolean hung;
    private Server server;
    private ManagedChannel channel;
    private Stock stock;

    @BeforeEach
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder("Stock")
                        .addMethod(LEVEL, ServerCalls.<String, String>asyncUnaryCall(this::serve))
                        .build())
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    private void serve(String product, StreamObserver<String> caller) {
        arrived.add(product);
        if (hung) {
            return;
        }
        if (answer.isOk()) {
            caller.onNext("3");
            caller.onCompleted();
        } else {
            caller.onError(answer.asRuntimeException());
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        channel.shutdownNow();
        server.shutdownNow().awaitTermination();
    }

    @Override
    void connect(Duration patience) {
        stock = protect(new StockFutureStub(channel, CallOptions.DEFAULT), patience, watched(CONFIG));
    }

    @Override
    void call(String mark) throws Exception {
        stock.level(mark).get();
    }

    @Override
    void callInVain() throws Exception {
        answer = Status.NOT_FOUND;
        call("unknown");
    }

    @Override
    boolean hasArrived(String mark) {
        return arrived.contains(mark);
    }

    @Override
    void breakDown() {
        answer = Status.UNAVAILABLE;
    }

    @Override
    void hang() {
        hung = true;
    }

    @Override
    void recover() {
        answer = Status.OK;
        hung = false;
    }
}
