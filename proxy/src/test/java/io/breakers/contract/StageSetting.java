package io.breakers.contract;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A client whose methods return the stages that a test gives it. */
abstract class StageSetting extends EngineSetting {
    static final class OwnFuture<V> extends CompletableFuture<V> {}

    interface Client {
        CompletionStage<String> stage(String argument) throws IOException;

        CompletableFuture<String> future(String argument);

        OwnFuture<String> own();

        CompletableFuture<Void> nothing();
    }

    /** Returns the stages that the test has put in. */
    static class Stub implements Client {
        CompletionStage<String> next = new CompletableFuture<>();
        OwnFuture<String> own = new OwnFuture<>();
        final List<String> arguments = new ArrayList<>();

        @Override
        public CompletionStage<String> stage(String argument) throws IOException {
            arguments.add(argument);
            return next;
        }

        @Override
        public CompletableFuture<String> future(String argument) {
            return (CompletableFuture<String>) next;
        }

        @Override
        public OwnFuture<String> own() {
            return own;
        }

        @Override
        public CompletableFuture<Void> nothing() {
            return CompletableFuture.completedFuture(null);
        }
    }

    static final IOException DOWN = new IOException("down");

    final ManualTicker ticker = new ManualTicker();
    final RecordingListener heard = new RecordingListener();
    final Stub stub = new Stub();

    BreakerConfigBuilder config() {
        return BreakerConfig.builder()
                .failureThreshold(1)
                .openFor(Duration.ofSeconds(10))
                .successThreshold(1)
                .measureTime()
                .ticker(ticker)
                .listener(heard);
    }

    ProtectionBuilder<Client> builder() {
        return Breakers.builder(Client.class, (Client) stub).engine(engine).config(config().build());
    }

    CompletableFuture<String> pending() {
        var pending = new CompletableFuture<String>();
        stub.next = pending;
        return pending;
    }
}
