package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.RecordingListener;
import io.breakers.testing.UserCode;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The breakers of a big service are made when they are first needed; those of others at once. */
class BigServiceTest {
    @TempDir
    Path directory;

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

    /** How many breakers were announced: when the service was made, after two calls of m0, after a look at m1, and after it was closed and m2 called. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private List<Integer> breakersMade(ProxyEngine engine, int size) throws Exception {
        var methods = new StringBuilder();
        for (int i = 0; i < size; i++) {
            methods.append("default int m")
                    .append(i)
                    .append("() { return ")
                    .append(i)
                    .append("; } ");
        }
        Path classes = new UserCode(directory)
                .file("big/Service.java", "package big; public interface Service { " + methods + "}")
                .file("big/Target.java", "package big; public class Target implements Service {}")
                .compile("-cp", directory.toString());
        try (URLClassLoader loader = UserCode.loader(null, classes.toString())) {
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
