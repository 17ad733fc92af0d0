package io.breakers.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.tools.Page;
import org.junit.jupiter.api.Test;

/** The page about tuning shows what its example does. */
class TuningTest {
    @Test
    void whatTheGuideShowsIsWhatTheExamplePrints() throws Exception {
        assertThat(Page.of("docs/guide/tuning.md").blocks("")).containsExactly(Printed.by(Tuning::run));
    }
}
