package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.proxy.Breakers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/**
 * Meters keep alive what they read, and nothing else. Each thing is made in a method of its own, so that no local
 * variable holds it.
 */
class PinningTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Script script = new Script();

    @Test
    void noTargetIsHeldByItsMeters() {
        WeakReference<?> target = targetOfAForgottenProxy();

        assertThat(Collected.soon(target)).isTrue();
        assertThat(Readings.of(registry, "breaker.calls", "outcome", "success")).isEqualTo(1);
    }

    private WeakReference<?> targetOfAForgottenProxy() {
        var target = new Payments.Real();
        Payments payments = Breakers.protect(
                Payments.class,
                target,
                script.config().listener(BreakerMetrics.to(registry)).build());
        Script.charge(payments, script.success(1));
        return new WeakReference<>(target);
    }

    @Test
    void r32_aProxyThatIsForgottenWithoutCloseKeepsItsBreakerAndItsMeters() {
        WeakReference<Breaker> breaker = breakerOfAForgottenProxy();

        Collected.awaitACollection();

        assertThat(breaker.get()).isNotNull();
        assertThat(Readings.of(registry, "breaker.state", "state", "closed")).isEqualTo(1);
    }

    private WeakReference<Breaker> breakerOfAForgottenProxy() {
        Payments payments = script.protect(BreakerMetrics.to(registry));
        Script.charge(payments, script.success(1));
        return new WeakReference<>(Breakers.inspect(payments).breaker("charge"));
    }

    @Test
    void aClosedProxyIsForgottenWithItsBreakers() {
        Payments kept = script.protect(BreakerMetrics.to(registry));
        Script.charge(kept, script.success(1));

        assertThat(Collected.soon(breakerOfAClosedProxy())).isTrue();
        assertThat(Readings.of(registry, "breaker.calls", "outcome", "success")).isEqualTo(2);
    }

    private WeakReference<Breaker> breakerOfAClosedProxy() {
        Payments payments = script.protect(BreakerMetrics.to(registry));
        Script.charge(payments, script.success(1));
        Breakers.inspect(payments).close();
        return new WeakReference<>(Breakers.inspect(payments).breaker("charge"));
    }

    @Test
    void aProxyThatWasNeverCalledIsNotHeld() {
        assertThat(Collected.soon(new WeakReference<>(script.protect(BreakerMetrics.to(registry)))))
                .isTrue();
    }

    @Test
    void aRegistryIsNotHeldByTheBookOfRegistries() {
        assertThat(Collected.soon(forgottenRegistry())).isTrue();
    }

    private WeakReference<MeterRegistry> forgottenRegistry() {
        var forgotten = new SimpleMeterRegistry();
        Script.charge(script.protect(BreakerMetrics.to(forgotten)), script.success(1));
        return new WeakReference<>(forgotten);
    }

    @Test
    void aLoaderIsFreeWhenItsServicesAreClosed() throws Exception {
        assertThat(Collected.soon(loaderOfAClosedService())).isTrue();
    }

    private WeakReference<ClassLoader> loaderOfAClosedService() throws Exception {
        var loader = new Redefining();
        Class<?> type = loader.loadClass(Ping.class.getName());
        assertThat(type).isNotEqualTo(Ping.class);
        protectAndClose(type);
        return new WeakReference<>(loader);
    }

    private <T> void protectAndClose(Class<T> type) throws ReflectiveOperationException {
        T target = type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> null));
        T service = Breakers.protect(
                type,
                target,
                script.config().listener(BreakerMetrics.to(registry)).build());
        type.getMethod("ping").invoke(service);
        assertThat(registry.getMeters()).isNotEmpty();
        Breakers.inspect(service).close();
        assertThat(registry.getMeters()).isEmpty();
    }

    /** Has a copy of {@link Ping} of its own. */
    private static final class Redefining extends ClassLoader {
        Redefining() {
            super(PinningTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Ping.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (var bytes = Ping.class.getResourceAsStream("Ping.class")) {
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
