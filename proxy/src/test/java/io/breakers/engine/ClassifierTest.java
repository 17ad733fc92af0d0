package io.breakers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.testing.RecordedLog;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S23–S26: verdicts, where it does not show from outside which of two it was. */
class ClassifierTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private static Classifier with(UnaryOperator<BreakerConfigBuilder> settings) {
        return new Classifier(settings.apply(BreakerConfig.builder()).build());
    }

    @Test
    void whatAPredicateThrowsAtIsUnjudged() {
        var broken = new IllegalStateException("broken");
        Classifier classifier = with(config -> config.failWhen(thrown -> {
                    throw broken;
                })
                .failOnResult(result -> {
                    throw broken;
                }));
        var down = new IOException("down");

        assertThat(classifier.judgeThrown(down)).isEqualTo(Verdict.UNJUDGED);
        assertThat(down).hasSuppressedException(broken);
        assertThat(classifier.judgeResult("paid")).isEqualTo(Verdict.UNJUDGED);
        assertThat(log.lines())
                .containsExactly("WARNING: The predicate of failOnResult threw; the call counts as failed"
                        + " (java.lang.IllegalStateException: broken)");
    }

    @Test
    void whatCannotBeSuppressedIsLogged() {
        Classifier classifier = with(config -> config.ignoreWhen(thrown -> {
            throw new IllegalStateException("broken");
        }));
        var takesNone = new RuntimeException("down", null, false, false) {
            private static final long serialVersionUID = 1L;
        };

        assertThat(classifier.judgeThrown(takesNone)).isEqualTo(Verdict.UNJUDGED);

        assertThat(log.lines())
                .containsExactly("WARNING: The predicate about failures threw; the call counts as failed"
                        + " (java.lang.IllegalStateException: broken)");
    }

    @Test
    void anInterruptionIsThrownAndACancellationIsAsynchronous() {
        Classifier classifier = with(config -> config);

        assertThat(classifier.judgeThrown(new InterruptedException())).isEqualTo(Verdict.CANCELLED);
        assertThat(classifier.judgeThrown(new CancellationException())).isEqualTo(Verdict.FAILURE);
        assertThat(classifier.judgeAsync(new CancellationException())).isEqualTo(Verdict.CANCELLED);
        assertThat(classifier.judgeAsync(new InterruptedException())).isEqualTo(Verdict.FAILURE);
    }
}
