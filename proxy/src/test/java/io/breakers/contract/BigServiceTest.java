package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.UserCode;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The breakers of a service are all made at once if somebody listens, however many there are. */
class BigServiceTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"JDK, 3", "JDK, 65", "GENERATED, 3", "GENERATED, 65"})
    @SuppressWarnings({"unchecked", "rawtypes"})
    void whereThereAreListenersAllBreakersAreThereWhenTheServiceIs(ProxyEngine engine, int size) throws Exception {
        try (URLClassLoader loader = UserCode.loader(null, bigService(size).toString())) {
            Class type = loader.loadClass("big.Service");
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
            assertThat(announced).hasSize(size).doesNotHaveDuplicates();

            assertThat(type.getMethod("m0").invoke(service)).isEqualTo(0);
            Breakers.inspect(service).close();
            assertThat(type.getMethod("m2").invoke(service)).isEqualTo(2);

            assertThat(announced).hasSize(size);
            assertThat(Breakers.inspect(service).breaker("m2").stats().successes())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"JDK, 3", "JDK, 65", "GENERATED, 3", "GENERATED, 65"})
    @SuppressWarnings({"unchecked", "rawtypes"})
    void aListenerThatCannotBeMadeForOneMethodFailsTheWholeAndClosesTheOthers(ProxyEngine engine, int size)
            throws Exception {
        try (URLClassLoader loader = UserCode.loader(null, bigService(size).toString())) {
            Class type = loader.loadClass("big.Service");
            Object target = loader.loadClass("big.Target").getConstructor().newInstance();
            var open = new AtomicInteger();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Breakers.builder(type, target)
                            .engine(engine)
                            .listener(breaker -> {
                                if (breaker.method().equals("m2")) {
                                    throw new IllegalStateException("no registry");
                                }
                                open.incrementAndGet();
                                return new RecordingListener() {
                                    @Override
                                    public void onClose() {
                                        open.decrementAndGet();
                                    }
                                };
                            })
                            .build())
                    .withMessage("Cannot protect big.Service: the listener of Service.m2 cannot be created:"
                            + " java.lang.IllegalStateException: no registry")
                    .withCauseExactlyInstanceOf(IllegalStateException.class);

            assertThat(open).hasValue(0);
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
}
