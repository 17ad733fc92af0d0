package io.breakers.spring.internal.failures;

import io.breakers.spring.internal.beans.ServicePostProcessor;
import io.breakers.spring.internal.beans.ServicePostProcessor.Made;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.support.AbstractBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Shows who wants a protected bean by its class, and what to ask for instead. Before Boot's own, who cannot know. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InjectionAnalyzer implements FailureAnalyzer {
    private final BeanFactory beans;

    InjectionAnalyzer(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        Class<?> wanted = null;
        String wanting = "Somebody";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnsatisfiedDependencyException unsatisfied) {
                wanting = wanting(unsatisfied);
            } else if (cause instanceof BeanNotOfRequiredTypeException other) {
                wanted = other.getRequiredType();
            } else if (cause instanceof NoSuchBeanDefinitionException absent) {
                wanted = absent.getBeanType();
            }
        }
        Optional<Made> made = wanted == null ? Optional.empty() : made(wanted);
        return made.isEmpty() ? null : analysis(wanting, made.get(), failure);
    }

    private static String wanting(UnsatisfiedDependencyException unsatisfied) {
        InjectionPoint point = unsatisfied.getInjectionPoint();
        return point == null
                ? "Bean " + unsatisfied.getBeanName()
                : point.getMember().getDeclaringClass().getTypeName();
    }

    /** The post-processor is asked for among those that work, not as a bean: the context may be closed. */
    private Optional<Made> made(Class<?> wanted) {
        if (!(beans instanceof AbstractBeanFactory factory)) {
            return Optional.empty();
        }
        return factory.getBeanPostProcessors().stream()
                .filter(ServicePostProcessor.class::isInstance)
                .flatMap(one -> ((ServicePostProcessor) one).made().stream())
                .filter(made -> wanted.isAssignableFrom(made.beanClass()) && !wanted.isAssignableFrom(made.type()))
                .findFirst();
    }

    private static FailureAnalysis analysis(String wanting, Made made, Throwable failure) {
        return new FailureAnalysis(
                wanting + " wants " + made.beanClass().getTypeName() + ", but bean '" + made.bean()
                        + "' is protected as " + made.type().getTypeName() + ".",
                "Inject " + made.type().getSimpleName() + " instead, or leave out the service '" + made.service()
                        + "' below breakers.",
                failure);
    }
}
