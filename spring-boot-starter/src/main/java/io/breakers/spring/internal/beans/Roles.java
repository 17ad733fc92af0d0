package io.breakers.spring.internal.beans;

import io.breakers.spring.internal.settings.Mistake;
import io.breakers.spring.internal.settings.ServiceEntry;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * What the container makes of a finished bean by the annotations of its class: it would not see them any more, and say
 * nothing. Annotations that it looks for while a bean is made, such as {@code @Scheduled}, have no part in this.
 */
final class Roles {
    /** By name: most applications have only some of them. */
    private static final List<String> OF_CLASSES = List.of(
            "org.springframework.stereotype.Controller",
            "org.springframework.web.bind.annotation.ControllerAdvice",
            "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
            "org.springframework.jmx.export.annotation.ManagedResource");

    private Roles() {}

    /** Returns a mistake for each role that the bean would lose. */
    static List<Mistake> lost(ServiceEntry entry, String bean, Class<?> beanClass, List<Class<?>> kept) {
        var mistakes = new ArrayList<Mistake>();
        MergedAnnotations annotations = MergedAnnotations.from(beanClass, SearchStrategy.TYPE_HIERARCHY);
        for (String role : OF_CLASSES) {
            if (annotations.isPresent(role)) {
                String name = role.substring(role.lastIndexOf('.') + 1);
                mistakes.add(entry.mistake(
                        "",
                        ": bean " + bean + " is a @" + name + ", which it would not be any more.",
                        "protect the bean that it calls"));
            }
        }
        Set<Method> listeners = MethodIntrospector.selectMethods(
                beanClass, (Method method) -> AnnotatedElementUtils.hasAnnotation(method, EventListener.class));
        for (Method listener : listeners) {
            if (kept.stream().noneMatch(type -> has(type, listener))) {
                mistakes.add(entry.mistake(
                        "",
                        ": bean " + bean + " has an @" + EventListener.class.getSimpleName() + " method, "
                                + listener.getName() + ", which would hear nothing any more.",
                        "declare it in an interface of the bean, or move it to a bean of its own"));
            }
        }
        return mistakes;
    }

    private static boolean has(Class<?> type, Method wanted) {
        return Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals(wanted.getName())
                        && Arrays.equals(method.getParameterTypes(), wanted.getParameterTypes()));
    }
}
