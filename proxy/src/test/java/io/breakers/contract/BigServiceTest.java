package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.RecordedLog;
import io.breakers.testing.RecordingListener;
import io.breakers.testing.UserCode;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The breakers of a big service are made when they are first needed; those of others at once. */
class BigServiceTest {
    @TempDir
    Path directory;

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void sixtyFourMethodsHaveTheirBreakersAtOnce(ProxyEngine engine) throws Exception {
        assertThat(breakersMade(engine, 64)).containsExactly(64, 64, 64, 64);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void sixtyFiveMethodsHaveThemWhenTheyAreNeededAndNobodyHearsThoseOfAClosedService(ProxyEngine engine)
            throws Exception {
        assertThat(breakersMade(engine, 65)).containsExactly(0, 1, 2, 2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    @SuppressWarnings({"unchecked", "rawtypes"})
    void aListenerThatCannotBeMadeAtTheFirstCallHarmsNoCall(ProxyEngine engine) throws Exception {
        try (URLClassLoader loader = UserCode.loader(null, bigService(65).toString())) {
            Class type = loader.loadClass("big.Service");
            Object service = Breakers.builder(
                            type,
                            loader.loadClass("big.Target").getConstructor().newInstance())
                    .engine(engine)
                    .listener(breaker -> {
                        throw new IllegalStateException("no registry");
                    })
                    .build();

            assertThat(type.getMethod("m3").invoke(service)).isEqualTo(3);
            assertThat(type.getMethod("m3").invoke(service)).isEqualTo(3);

            Breaker breaker = Breakers.inspect(service).breaker("m3");
            assertThat(breaker.stats().successes()).isEqualTo(2);
            assertThat(log.lines())
                    .containsExactly("WARNING: A listener of Service.m3 could not be made; it hears nothing"
                            + " (java.lang.IllegalStateException: no registry)");
        }
    }

    /** A factory that makes the first call of the method itself, while the call that it is made for waits for it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    @SuppressWarnings({"unchecked", "rawtypes"})
    void aMethodHasOneBreakerWhoeverMakesIt(ProxyEngine engine) throws Exception {
        try (URLClassLoader loader = UserCode.loader(null, bigService(65).toString())) {
            Class type = loader.loadClass("big.Service");
            var service = new AtomicReference<Object>();
            var heard = new ArrayList<RecordingListener>();
            var closed = new ArrayList<BreakerListener>();
            service.set(Breakers.builder(
                            type,
                            loader.loadClass("big.Target").getConstructor().newInstance())
                    .engine(engine)
                    .listener(breaker -> {
                        var listener = new RecordingListener() {
                            @Override
                            public void onClose() {
                                closed.add(this);
                            }
                        };
                        heard.add(listener);
                        if (heard.size() == 1) {
                            call(type, service.get());
                        }
                        return listener;
                    })
                    .build());

            call(type, service.get());

            Protection protection = Breakers.inspect(service.get());
            assertThat(protection.breaker("m0").stats().successes()).isEqualTo(2);
            assertThat(heard.get(1).events()).containsExactly("success", "success");
            assertThat(closed).containsExactly(heard.get(0));
            protection.close();
            assertThat(closed).containsExactly(heard.get(0), heard.get(1));
        }
    }

    private static void call(Class<?> type, Object service) {
        try {
            assertThat(type.getMethod("m0").invoke(service)).isEqualTo(0);
        } catch (ReflectiveOperationException broken) {
            throw new AssertionError(broken);
        }
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings({"unchecked", "rawtypes"})
    void moreMethodsThanAClassCanHoldAreRefused(ProxyEngine engine) throws Exception {
        try (URLClassLoader loader = UserCode.loader(null, bigService(6000).toString())) {
            Class type = loader.loadClass("big.Service");
            Object target = loader.loadClass("big.Target").getConstructor().newInstance();

            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> Breakers.builder(type, target).engine(engine).build())
                    .withMessageStartingWith("Cannot protect big.Service: ")
                    .withMessageContaining(
                            engine == ProxyEngine.GENERATED
                                    ? "more methods than a class can hold"
                                    : "the platform cannot make a proxy of it");
        }
    }

    /** The classes of a service with so many methods, each of which returns its number. */
    private Path bigService(int size) throws IOException {
        var methods = new StringBuilder();
        for (int i = 0; i < size; i++) {
            methods.append("default int m")
                    .append(i)
                    .append("() { return ")
                    .append(i)
                    .append("; } ");
        }
        return new UserCode(directory)
                .file("big/Service.java", "package big; public interface Service { " + methods + "}")
                .file("big/Target.java", "package big; public class Target implements Service {}")
                .compile("-cp", directory.toString());
    }

    /** How many breakers were announced: when the service was made, after two calls of m0, after a look at m1, and after it was closed and m2 called. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private List<Integer> breakersMade(ProxyEngine engine, int size) throws Exception {
        try (URLClassLoader loader = UserCode.loader(null, bigService(size).toString())) {
            Class type = loader.loadClass("big.Service");
            var made = new ArrayList<Integer>();
            var announced = new ArrayList<String>();
            Object service = Breakers.builder(
                            type,
                            loader.loadClass("big.Target").getConstructor().newInstance())
                    .engine(engine)
                    .listener(breaker -> {
                        announced.add(breaker.method());
                        return new RecordingListener();
                    })
                    .build();
            Protection protection = Breakers.inspect(service);
            made.add(announced.size());
            assertThat(type.getMethod("m0").invoke(service)).isEqualTo(0);
            assertThat(type.getMethod("m0").invoke(service)).isEqualTo(0);
            made.add(announced.size());
            assertThat(protection.breaker("m1").stats().calls()).isZero();
            made.add(announced.size());
            protection.close();
            assertThat(type.getMethod("m2").invoke(service)).isEqualTo(2);
            made.add(announced.size());
            assertThat(protection.breaker("m2").stats().successes()).isEqualTo(1);
            return made;
        }
    }
}
