package io.breakers.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

/** The build runs these tests on two versions of Micrometer; this one proves that it does. */
class VersionTest {
    @Test
    void runsOnTheMicrometerThatTheBuildSays() {
        String expected = System.getProperty("micrometer.version");
        assumeTrue(expected != null, "not run by the build");

        assertThat(MeterRegistry.class.getPackage().getImplementationVersion()).isEqualTo(expected);
    }
}
