package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Keys;
import io.breakers.proxy.Protection;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * S56 on random sequences, against a naive model: which keys are kept, which are dropped, who overflows, and what is
 * counted. Values open their breakers; stages stay in flight, and only operators open theirs.
 */
class KeysModelTest extends EngineSetting {
    private static final int SEQUENCES = Integer.getInteger("breakers.keys.sequences", 500);
    private static final long SEED = Long.getLong("breakers.seed", 20261128);
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(15);

    interface Service {
        String value(Object key, boolean good) throws IOException;

        CompletionStage<String> stage(Object key);
    }

    /** What the rules say of one breaker that opens at its first failure and closes at its first good probe. */
    private static final class Modelled {
        private boolean closed = true;
        private boolean forced;
        private long openedAt;
        private long used;
        private long turn;
        private int inFlight;
        private long successes;
        private long failures;
        private long rejected;

        boolean admits(long now) {
            return !forced && (closed || now - openedAt >= WAIT.toNanos());
        }

        void end(boolean good) {
            if (good) {
                successes++;
            } else {
                failures++;
            }
        }

        boolean mayGo() {
            return closed && !forced && inFlight == 0;
        }
    }

    private record Pending(CompletableFuture<String> stage, Modelled breaker) {}

    /** One sequence: the same done to a service and to the model. */
    private final class Run {
        private final SplittableRandom random;
        private final boolean staged;
        private final ManualTicker ticker = new ManualTicker();
        private final int limit;
        private final Map<String, Modelled> kept = new TreeMap<>();
        private final Modelled own = new Modelled();
        private final Modelled overflow = new Modelled();
        private final List<Pending> pending = new ArrayList<>();
        private final Service service;
        private CompletableFuture<String> next = new CompletableFuture<>();
        private long turns;
        private boolean overflowed;

        // Of those that were dropped: by the model, and as a listener like a meter hears of it.
        private final Modelled gone = new Modelled();
        private final Modelled heard = new Modelled();

        Run(long seed, boolean staged) {
            this.random = new SplittableRandom(seed);
            this.staged = staged;
            this.limit = random.nextInt(1, 4);
            BreakerConfig config = BreakerConfig.builder()
                    .failureThreshold(staged ? 1_000_000 : 1)
                    .successThreshold(1)
                    .openFor(WAIT)
                    .ticker(ticker)
                    .listener(this::frozen)
                    .build();
            this.service = builder(Service.class, new Target())
                    .config(config)
                    .breakerPer(
                            method(),
                            arguments -> arguments.get(0),
                            Keys.atMost(limit).idleFor(IDLE))
                    .build();
        }

        private final class Target implements Service {
            @Override
            public String value(Object key, boolean good) throws IOException {
                if (!good) {
                    throw new IOException("down");
                }
                return "good";
            }

            @Override
            public CompletionStage<String> stage(Object key) {
                return next;
            }
        }

        private String method() {
            return staged ? "stage" : "value";
        }

        private BreakerListener frozen(Breaker breaker) {
            return new BreakerListener() {
                @Override
                public void onClose() {
                    heard.successes += breaker.stats().successes();
                    heard.failures += breaker.stats().failures();
                    heard.rejected += breaker.stats().rejected();
                    heard.inFlight += (int) breaker.stats().inFlight();
                }
            };
        }

        private Modelled find(@Nullable String key) {
            if (key == null) {
                return own;
            }
            Modelled known = kept.get(key);
            if (known == null) {
                known = add(key);
            }
            known.used = ticker.read();
            known.turn = turns++;
            return known;
        }

        private Modelled add(String key) {
            kept.values().removeIf(each -> each.mayGo() && ticker.read() - each.used > IDLE.toNanos() && drop(each));
            if (kept.size() == limit) {
                Optional<Modelled> longest =
                        kept.values().stream().filter(Modelled::mayGo).min(Comparator.comparing(each -> each.turn));
                if (longest.isEmpty()) {
                    overflowed = true;
                    return overflow;
                }
                kept.values().removeIf(each -> each == longest.get() && drop(each));
            }
            var added = new Modelled();
            kept.put(key, added);
            return added;
        }

        private boolean drop(Modelled dropped) {
            gone.successes += dropped.successes;
            gone.failures += dropped.failures;
            gone.rejected += dropped.rejected;
            return true;
        }

        private @Nullable String someKey() {
            int choice = random.nextInt(7);
            return choice == 6 ? null : "k" + choice;
        }

        void step() {
            switch (random.nextInt(10)) {
                case 0, 1 -> ticker.advance(Duration.ofSeconds(random.nextInt(1, 12)));
                case 2 -> operate();
                case 3, 4, 5 -> {
                    if (staged && !pending.isEmpty()) {
                        complete();
                    } else {
                        call();
                    }
                }
                default -> call();
            }
        }

        private void operate() {
            if (kept.isEmpty()) {
                return;
            }
            List<String> keys = List.copyOf(kept.keySet());
            String key = keys.get(random.nextInt(keys.size()));
            Modelled breaker = Objects.requireNonNull(kept.get(key));
            Breaker real = Breakers.inspect(service).breaker(method(), key);
            breaker.forced = random.nextBoolean();
            breaker.closed = true;
            if (breaker.forced) {
                real.forceOpen();
            } else {
                real.reset();
            }
        }

        private void call() {
            String key = someKey();
            boolean good = random.nextInt(5) != 0;
            Modelled breaker = find(key);
            if (!breaker.admits(ticker.read())) {
                breaker.rejected++;
                assertThat(outcome(key, good)).isEqualTo("rejected");
            } else if (staged) {
                breaker.inFlight++;
                assertThat(outcome(key, good)).isEqualTo("pending");
                pending.add(new Pending(next, breaker));
            } else {
                breaker.end(good);
                breaker.closed = good;
                breaker.openedAt = ticker.read();
                assertThat(outcome(key, good)).isEqualTo(good ? "good" : "down");
            }
        }

        private String outcome(@Nullable String key, boolean good) {
            try {
                if (!staged) {
                    return service.value(key, good);
                }
                next = new CompletableFuture<>();
                return service.stage(key).toCompletableFuture().isDone() ? "rejected" : "pending";
            } catch (IOException down) {
                return "down";
            } catch (CallRejectedException rejected) {
                return "rejected";
            }
        }

        private void complete() {
            Pending ended = pending.remove(random.nextInt(pending.size()));
            ended.breaker.inFlight--;
            boolean good = random.nextBoolean();
            ended.breaker.end(good);
            if (good) {
                ended.stage.complete("good");
            } else {
                ended.stage.completeExceptionally(new IOException("down"));
            }
        }

        void compare() {
            Protection protection = Breakers.inspect(service);
            List<String> expected = new ArrayList<>(List.of(method()));
            kept.keySet().forEach(key -> expected.add(method() + "[" + key + "]"));
            if (overflowed) {
                expected.add(method() + "[*]");
            }
            assertThat(protection.breakers().stream().map(Breaker::name).filter(name -> name.contains("." + method())))
                    .containsExactlyElementsOf(
                            expected.stream().map(name -> "Service." + name).toList());
            compare(protection.breaker(method()), own);
            kept.forEach((key, breaker) -> compare(protection.breaker(method(), key), breaker));
            if (overflowed) {
                compare(protection.breaker(method(), Keys.OVERFLOW), overflow);
            }
            assertThat(heard.successes).isEqualTo(gone.successes);
            assertThat(heard.failures).isEqualTo(gone.failures);
            assertThat(heard.rejected).isEqualTo(gone.rejected);
            assertThat(heard.inFlight).isZero();
        }

        private void compare(Breaker real, Modelled modelled) {
            assertThat(real.stats().successes()).as(real.name()).isEqualTo(modelled.successes);
            assertThat(real.stats().failures()).as(real.name()).isEqualTo(modelled.failures);
            assertThat(real.stats().rejected()).as(real.name()).isEqualTo(modelled.rejected);
            assertThat(real.stats().inFlight()).as(real.name()).isEqualTo(modelled.inFlight);
        }
    }

    @Test
    void keysOfValuesAreKeptAndDroppedAsTheModelSays() {
        play(false);
    }

    @Test
    void keysOfStagesAreKeptAndDroppedAsTheModelSays() {
        play(true);
    }

    private void play(boolean staged) {
        for (long seed = SEED; seed < SEED + SEQUENCES; seed++) {
            var run = new Run(seed, staged);
            try {
                for (int step = 0; step < 60; step++) {
                    run.step();
                    run.compare();
                }
            } catch (AssertionError difference) {
                throw new AssertionError("with -Dbreakers.seed=" + seed, difference);
            }
        }
    }
}
