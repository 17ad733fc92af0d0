package io.breakers.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.tools.RecordedLog;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S23–S26: outcomes, where it does not show from outside which of two it was. */
class ClassifierTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private static Classifier with(UnaryOperator<BreakerConfigBuilder> settings) {
        return new Classifier(settings.apply(BreakerConfig.builder()).build(), "payments");
    }

    @Test
    void whatAPredicateThrowsAtIsAFailureOfThePredicate() {
        var broken = new IllegalStateException("broken");
        Classifier classifier = with(config -> config.failWhen(thrown -> {
                    throw broken;
                })
                .failOnResult(result -> {
                    throw broken;
                }));
        var down = new IOException("down");

        assertThat(classifier.ofThrown(down)).isEqualTo(Outcome.FAILED_PREDICATE);
        assertThat(down).hasSuppressedException(broken);
        assertThat(classifier.ofResult("paid")).isEqualTo(Outcome.FAILED_PREDICATE);
        assertThat(log.lines())
                .containsExactly("WARNING: payments: a predicate about results threw; the call counts as failed"
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

        assertThat(classifier.ofThrown(takesNone)).isEqualTo(Outcome.FAILED_PREDICATE);

        assertThat(log.lines())
                .containsExactly("WARNING: payments: the predicate about failures threw; the call counts as failed"
                        + " (java.lang.IllegalStateException: broken)");
    }

    @Test
    void anInterruptionIsThrownAndACancellationIsAsynchronous() {
        Classifier classifier = with(config -> config);

        assertThat(classifier.ofThrown(new InterruptedException())).isEqualTo(Outcome.CANCELLED);
        assertThat(classifier.ofThrown(new CancellationException())).isEqualTo(Outcome.FAILURE);
        assertThat(classifier.ofStage(new CancellationException())).isEqualTo(Outcome.CANCELLED);
        assertThat(classifier.ofStage(new InterruptedException())).isEqualTo(Outcome.FAILURE);
    }
}
