package io.breakers.contract;

import static io.breakers.contract.Problems.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;
import io.breakers.operations.BreakerHealth;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RegistryListener;
import io.breakers.operations.Settings;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.proxy.ServiceType;
import io.breakers.testing.RecordingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What a registry knows and gives. */
class BreakerRegistryTest {
    private final BreakerRegistry registry = BreakerRegistry.builder().quiet().build();

    private static List<String> names(BreakerRegistry registry) {
        return registry.breakers().stream().map(Breaker::name).toList();
    }

    @Test
    void whatItProtectsIsProtectedAndKnown() {
        Charges charges = registry.protect(Charges.class, new Charges.Real());

        assertThat(charges.charge("ann")).isEqualTo("charge ann");
        assertThat(registry.protections()).containsExactly(Breakers.inspect(charges));
        assertThat(names(registry))
                .containsExactlyInAnyOrder(
                        "Charges.charge(String)",
                        "Charges.charge(String,long)",
                        "Charges.chargeBack",
                        "Charges.find",
                        "Charges.ping");
        assertThat(registry.find("Charges.ping"))
                .containsSame(Breakers.inspect(charges).breaker("ping"));
        assertThat(registry.find("Charges")).isEmpty();
        assertThat(registry.find("Charges.close")).isEmpty();
        assertThat(registry.find("Other.ping")).isEmpty();
    }

    @Test
    void whatIsNotRegisteredIsNotKnown() {
        Breakers.protect(Charges.class, new Charges.Real());

        assertThat(registry.breakers()).isEmpty();
    }

    @Test
    void aFallbackAnswers() {
        Charges fallback = new Charges.Real();
        Charges charges = registry.protect(Charges.class, new Charges.Real(), fallback);
        registry.find("Charges.ping").orElseThrow().forceOpen();

        assertThat(charges.ping()).isEqualTo("pong");
    }

    @Test
    void aGenericServiceIsRegisteredToo() {
        registry.builder(new ServiceType<Supplier<String>>() {}, () -> "text")
                .name("texts")
                .build();

        assertThat(names(registry)).containsExactly("texts.get");
    }

    @Test
    void aNameThatIsTakenIsRefusedWithTheRemedy() {
        registry.protect(Charges.class, new Charges.Real());

        assertThatThrownBy(() -> registry.protect(Charges.class, new Charges.Real()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot protect io.breakers.contract.Charges: its name, Charges, or that of one of its"
                        + " breakers, is taken in the registry by the service Charges (io.breakers.contract.Charges);"
                        + " give it another by name(..), or close that one");
        registry.builder(Charges.class, new Charges.Real()).name("second").build();
        assertThat(registry.protections()).hasSize(2);
    }

    @Test
    void namesOfServicesAndBreakersDoNotCollide() {
        registry.breaker("Charges.ping");

        assertThatThrownBy(() -> registry.protect(Charges.class, new Charges.Real()))
                .hasMessageContaining("is taken in the registry by the breaker Charges.ping;");
        assertThat(registry.protections()).isEmpty();
    }

    @Test
    void aRefusedNameIsReportedWithAllOtherMistakes() {
        registry.breaker("Charges");

        assertThatThrownBy(() -> registry.builder(Charges.class, new Charges.Real())
                        .unprotected("nothing")
                        .build())
                .hasMessageContaining("\n  - unprotected names nothing")
                .hasMessageContaining("\n  - its name, Charges,");
    }

    @Test
    void aClosedProtectionFreesItsName() {
        Charges first = registry.protect(Charges.class, new Charges.Real());
        Breakers.inspect(first).close();
        assertThat(registry.protections()).isEmpty();
        assertThat(registry.find("Charges.ping")).isEmpty();

        Charges second = registry.protect(Charges.class, new Charges.Real());
        Breakers.inspect(first).close();

        assertThat(registry.protections()).containsExactly(Breakers.inspect(second));
    }

    @Test
    void aProtectionThatFailsFreesItsName() {
        var failing = registry.builder(Charges.class, new Charges.Real()).listener(breaker -> {
            throw new IllegalStateException("no listener");
        });
        assertThatThrownBy(failing::build).hasMessageContaining("no listener");
        assertThatThrownBy(() -> registry.builder(Charges.class, new Charges.Real())
                        .unprotected("nothing")
                        .build())
                .hasMessageContaining("nothing");

        assertThat(registry.breakers()).isEmpty();
        registry.protect(Charges.class, new Charges.Real());
        assertThat(registry.breakers()).hasSize(5);
    }

    @Test
    void aBuilderMayBuildTwiceUnderTwoNames() {
        var builder = registry.builder(Charges.class, new Charges.Real());
        builder.build();
        builder.name("second").build();

        assertThat(registry.protections()).extracting("service").containsExactly("Charges", "second");
    }

    @Test
    void aBreakerIsMadeOnceAndFoundAgain() {
        Breaker stock = registry.breaker("stock");

        assertThat(registry.breaker("stock")).isSameAs(stock);
        assertThat(registry.find("stock")).containsSame(stock);
        assertThat(registry.breakers()).containsExactly(stock);
        assertThatThrownBy(() -> registry.breaker("stock", BreakerConfig.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot make the breaker stock: its name is taken by the breaker stock; give another name,"
                        + " or close that one");
        assertThatThrownBy(() -> registry.breaker(" ")).hasMessage("name must not be blank");
    }

    @Test
    void theBreakerOfAMethodIsGivenByItsName() {
        Charges charges = registry.protect(Charges.class, new Charges.Real());

        assertThat(registry.breaker("Charges.ping"))
                .isSameAs(Breakers.inspect(charges).breaker("ping"));
        assertThatThrownBy(() -> registry.breaker("Charges"))
                .hasMessage("Cannot make the breaker Charges: its name is taken by the service Charges"
                        + " (io.breakers.contract.Charges); give another name, or close that one");
    }

    @Test
    void aClosedBreakerFreesItsName() {
        Breaker first = registry.breaker("stock");
        first.close();

        Breaker second = registry.breaker("stock", BreakerConfig.defaults());
        first.close();

        assertThat(second).isNotSameAs(first);
        assertThat(registry.find("stock")).containsSame(second);
    }

    @Test
    void listenersOfTheRegistryHearAllBreakersAfterTheirOwn() {
        var own = new RecordingListener();
        var heard = new RecordingListener();
        var order = new ArrayList<String>();
        BreakerRegistry listening = BreakerRegistry.builder()
                .quiet()
                .listener(breaker -> {
                    order.add("registry " + breaker.name());
                    return heard;
                })
                .build();
        BreakerConfig config = BreakerConfig.builder()
                .listener(breaker -> {
                    order.add("own " + breaker.name());
                    return own;
                })
                .build();

        listening.breaker("stock", config).forceOpen();
        listening.builder(Supplier.class, () -> "text").config(config).build();
        listening.find("Supplier.get").orElseThrow().forceOpen();

        assertThat(order).containsExactly("own stock", "registry stock", "own Supplier.get", "registry Supplier.get");
        assertThat(heard.events()).containsExactly("CLOSED->FORCED_OPEN", "CLOSED->FORCED_OPEN");
        assertThat(own.events()).isEqualTo(heard.events());
    }

    @Test
    void listenersMayAskTheHealthOfWhatTheyHear() {
        var ready = new ArrayList<Boolean>();
        var health = new AtomicReference<BreakerHealth>();
        BreakerRegistry asking = BreakerRegistry.builder()
                .quiet()
                .listener(breaker -> new BreakerListener() {
                    @Override
                    public void onTransition(Transition transition) {
                        ready.add(health.get().report().ready());
                    }
                })
                .build();
        health.set(BreakerHealth.of(asking)
                .critical("stock")
                .downAfter(Duration.ZERO)
                .upAfter(Duration.ZERO));

        asking.breaker("stock").forceOpen();
        asking.breaker("stock").reset();

        assertThat(ready).containsExactly(false, true);
    }

    @Test
    void transitionsAreLoggedUnlessItIsQuiet() {
        List<String> logged = new ArrayList<>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.breakers");
        logger.addHandler(handler);
        try {
            BreakerRegistry.create().breaker("loud").forceOpen();
            registry.breaker("quiet").forceOpen();
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(logged).singleElement().asString().startsWith("loud CLOSED -> FORCED_OPEN");
    }

    @Test
    void closingClosesEverythingAndLetsNothingIn() {
        var heard = new RecordingListener();
        BreakerRegistry closing =
                BreakerRegistry.builder().quiet().listener(heard).build();
        Charges charges = closing.protect(Charges.class, new Charges.Real());
        closing.breaker("stock");

        closing.close();
        closing.close();

        assertThat(heard.events()).containsOnly("closed").hasSize(6);
        assertThat(closing.breakers()).isEmpty();
        assertThat(charges.ping()).isEqualTo("pong");
        assertThatThrownBy(() -> closing.protect(Charges.class, new Charges.Real()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the registry is closed");
        assertThatThrownBy(() -> closing.breaker("stock"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the registry is closed");
    }

    @Test
    void aServiceThatIsProtectedWhileTheRegistryClosesIsNotGiven() {
        var heard = new RecordingListener();
        var builder = registry.builder(Charges.class, new Charges.Real()).listener(breaker -> {
            registry.close();
            return heard;
        });

        assertThatThrownBy(builder::build).hasMessage("the registry is closed");
        assertThat(heard.events()).containsOnly("closed").hasSize(5);
    }

    @Test
    void settingsWaitForTheirService() {
        Settings settings = settings("services.Charges.probes", "3", "services.stock.probes", "4");
        assertThat(settings.unused()).containsExactly("Charges", "stock");
        BreakerRegistry waiting =
                BreakerRegistry.builder().quiet().settings(settings).build();

        Charges charges = waiting.protect(Charges.class, new Charges.Real());
        assertThat(settings.unused()).containsExactly("stock");
        waiting.breaker("stock");
        assertThat(settings.unused()).isEmpty();
        Breakers.inspect(charges).close();

        assertThat(settings.unused()).containsExactly("Charges");
        assertThat(waiting.settings()).isSameAs(settings);
    }

    @Test
    void bothEnginesAreRegistered() {
        for (ProxyEngine engine : new ProxyEngine[] {ProxyEngine.JDK, ProxyEngine.GENERATED}) {
            var set = BreakerRegistry.builder()
                    .quiet()
                    .settings(settings("services.Charges.methods.ping.probes", "3"))
                    .build();
            Charges charges = set.builder(Charges.class, new Charges.Real())
                    .engine(engine)
                    .build();

            assertThat(Breakers.inspect(charges).engine()).isEqualTo(engine);
            assertThat(set.breaker("Charges.ping").config().probes()).isEqualTo(3);
        }
    }

    @Test
    void aFactoryMayAskTheRegistry() {
        var asked = new AtomicReference<Breaker>();
        BreakerRegistry asking = BreakerRegistry.builder().quiet().build();
        asking.builder(Supplier.class, () -> "text")
                .listener(breaker -> {
                    asked.set(asking.breaker("other"));
                    return new RecordingListener();
                })
                .build();

        assertThat(names(asking)).containsExactly("Supplier.get", "other");
    }

    @Test
    void manyThreadsThatWantOneNameGetOneService() throws Exception {
        int threads = 8;
        var gate = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 50; round++) {
                String name = "stock" + round;
                var made = new ArrayList<Future<Object>>();
                for (int i = 0; i < threads; i++) {
                    boolean service = i % 2 == 0;
                    Callable<Object> one = () -> {
                        gate.await();
                        return service ? protect(name + "s") : registry.breaker(name);
                    };
                    made.add(pool.submit(one));
                }
                var breakers = new ArrayList<Object>();
                var services = new ArrayList<Object>();
                for (int i = 0; i < threads; i++) {
                    (i % 2 == 0 ? services : breakers).add(made.get(i).get());
                }
                assertThat(breakers).containsOnly(registry.breaker(name));
                assertThat(services).filteredOn(Charges.class::isInstance).hasSize(1);
            }
        } finally {
            pool.shutdown();
        }
        assertThat(registry.protections()).hasSize(50);
        assertThat(registry.breakers()).hasSize(50 * 6);
    }

    private Object protect(String name) {
        try {
            return registry.builder(Charges.class, new Charges.Real())
                    .name(name)
                    .build();
        } catch (IllegalArgumentException taken) {
            return taken.getMessage();
        }
    }

    /** Even if the log, which is told of it, throws as well. */
    @Test
    void aListenerOfTheRegistryThatThrowsHarmsNobody() throws Exception {
        BreakerRegistry registry = BreakerRegistry.builder().quiet().build();
        var heard = new ArrayList<String>();
        registry.addListener(new RegistryListener() {
            @Override
            public void onMade(Breaker breaker) {
                throw new IllegalStateException("made");
            }

            @Override
            public void onTransition(Breaker breaker, Transition transition) {
                throw new AssertionError("moved");
            }
        });
        registry.addListener(new RegistryListener() {
            @Override
            public void onTransition(Breaker breaker, Transition transition) {
                heard.add(transition.reason());
            }
        });
        FullDisk.of("io.breakers.operations", () -> registry.breaker("stock").trip("a test"));
        assertThat(heard).containsExactly("a test");
    }

    /** S45: the listeners of a registry are no part of the configurations, as those of a builder are none. */
    @Test
    void s45_aBreakerOfARegistryHasTheConfigurationThatItWasGivenAndMayGetAnother() {
        var heard = new RecordingListener();
        BreakerRegistry registry =
                BreakerRegistry.builder().quiet().listener(heard).build();
        BreakerConfig config = BreakerConfig.builder().failureThreshold(3).build();
        Breaker stock = registry.breaker("stock", config);
        assertThat(stock.config()).isEqualTo(config);
        assertThat(registry.breaker("rates").config()).isEqualTo(BreakerConfig.defaults());

        stock.reconfigure(BreakerConfig.builder().failureThreshold(2).build());
        stock.trip("a test");

        assertThat(heard.events()).containsExactly("reconfigured 1", "CLOSED->OPEN");
    }
}
