package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.operations.BreakerRegistry;
import io.breakers.spring.internal.settings.Mistake;
import io.breakers.spring.internal.settings.MistakesException;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications with the starter. */
final class Runners {
    private Runners() {}

    /** An application that begins with {@code configurations}. */
    static ApplicationContextRunner of(Class<?>... configurations) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        BreakersAutoConfiguration.class,
                        BreakersFleetAutoConfiguration.class,
                        BreakersMetricsAutoConfiguration.class))
                .withUserConfiguration(configurations);
    }

    static Breaker breaker(ApplicationContext context, String name) {
        return context.getBean(BreakerRegistry.class).find(name).orElseThrow();
    }

    static boolean isThere(ApplicationContext context, String name) {
        return context.getBean(BreakerRegistry.class).find(name).isPresent();
    }

    /** The mistakes for which an application does not start. */
    static List<String> mistakes(ApplicationContextRunner runner) {
        var found = new java.util.ArrayList<String>();
        runner.run(context -> {
            assertThat(context).hasFailed();
            Throwable failure = context.getStartupFailure();
            while (!(failure instanceof MistakesException) && failure.getCause() != null) {
                failure = failure.getCause();
            }
            assertThat(failure).isInstanceOf(MistakesException.class);
            ((MistakesException) failure)
                    .mistakes().stream().map(Mistake::toString).forEach(found::add);
        });
        return found;
    }

    static void trip(ConfigurableApplicationContext context, String breaker) {
        breaker(context, breaker).trip("a test");
    }
}
