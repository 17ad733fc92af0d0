package io.breakers.spring.internal.fleet;

import io.breakers.spring.internal.settings.Snapshot;
import java.util.Objects;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/** Whether the properties name a fleet. They are read as ours: Spring's own message about one may quote a password. */
public final class OnFleet implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ClassLoader classes =
                Objects.requireNonNullElseGet(context.getClassLoader(), ClassUtils::getDefaultClassLoader);
        return Snapshot.read(context.getEnvironment(), classes).fleet() != null;
    }
}
