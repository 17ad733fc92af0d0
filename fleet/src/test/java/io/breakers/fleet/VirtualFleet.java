package io.breakers.fleet;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import io.breakers.fleet.internal.messages.Action;
import io.breakers.fleet.internal.messages.Command;
import io.breakers.fleet.internal.messages.Subject;
import io.breakers.operations.BreakerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Instances over an engine in memory, in virtual time and on one thread. */
final class VirtualFleet {
    final VirtualTime time = new VirtualTime();
    final MemoryEngine engine = new MemoryEngine(time);
    final List<Instance> instances = new ArrayList<>();
    private final Random random = new Random(7);

    /** One instance, with a breaker {@code Stock.find} that trips at the second failure in a row. */
    final class Instance {
        final BreakerRegistry registry;
        final Node node;

        private Instance(@Nullable Quorum quorum) {
            registry = BreakerRegistry.builder()
                    .config(BreakerConfig.builder()
                            .ticker(time.ticker)
                            .rules(TripRule.consecutiveFailures(2))
                            .openFor(Duration.ofSeconds(10))
                            .build())
                    .quiet()
                    .build();
            registry.breaker("Stock.find");
            node = new Node(
                    registry, engine.channel(), "i" + instances.size(), quorum, time.executor(), time.ticker, random);
        }

        Breaker breaker() {
            return registry.breaker("Stock.find");
        }

        BreakerState state() {
            return breaker().state();
        }

        /** Two calls fail. */
        void tripByCalls() {
            for (int i = 0; i < 2; i++) {
                try {
                    breaker().run(() -> {
                        throw new IllegalStateException("down");
                    });
                } catch (IllegalStateException down) {
                    // As it is to be.
                    continue;
                }
            }
        }

        /** Gives a command, whose answer comes as the time advances. */
        CompletableFuture<FleetChannel.Change> give(Action action, String name, long millis) {
            var command = new Command(action, millis, "ops-7", "maintenance");
            boolean event = action == Action.TRIP;
            var kind = event ? Subject.Kind.EVENT : Subject.Kind.COMMAND;
            return node.write(
                            new Subject(kind, name).key(), command.text(), event ? Duration.ZERO : FleetChannel.FOREVER)
                    .toCompletableFuture();
        }

        CompletableFuture<FleetChannel.Change> give(Action action) {
            return give(action, "Stock.find", 0);
        }
    }

    Instance add() {
        return add(null);
    }

    Instance add(@Nullable Quorum quorum) {
        var instance = new Instance(quorum);
        instances.add(instance);
        return instance;
    }

    /** Returns an instance that has joined. */
    Instance join() {
        return join(null);
    }

    Instance join(@Nullable Quorum quorum) {
        Instance instance = add(quorum);
        instance.node.join();
        pass(1);
        return instance;
    }

    void pass(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    List<BreakerState> states() {
        return instances.stream().map(Instance::state).toList();
    }
}
