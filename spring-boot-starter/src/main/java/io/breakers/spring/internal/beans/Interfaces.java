package io.breakers.spring.internal.beans;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.DecoratingProxy;
import org.springframework.util.ClassUtils;

/** Tells apart what a class is to the application and what it is to the container. */
final class Interfaces {
    private static final List<String> NOT_OF_APPLICATIONS = List.of(
            "java.",
            "javax.",
            "jakarta.",
            "kotlin.",
            "groovy.",
            "scala.",
            "jdk.",
            "sun.",
            "org.springframework.",
            "org.aopalliance.",
            "org.hibernate.",
            "org.mockito.",
            "net.bytebuddy.",
            "io.micrometer.",
            "io.breakers.api.");

    private Interfaces() {}

    /** The interfaces of the application that a class implements, without those that another one extends. */
    static List<Class<?>> own(Class<?> type) {
        List<Class<?>> all = allOf(type).stream()
                .filter(one -> !one.isAnnotation() && !isOfAFramework(one))
                .toList();
        return all.stream()
                .filter(one -> all.stream().noneMatch(other -> other != one && one.isAssignableFrom(other)))
                .toList();
    }

    private static boolean isOfAFramework(Class<?> type) {
        return NOT_OF_APPLICATIONS.stream().anyMatch(type.getName()::startsWith);
    }

    /**
     * What else a bean is, so that it stays that when only {@code type} is protected: all further interfaces but those
     * that the container has used already, and those of Spring's own proxies.
     */
    static List<Class<?>> further(Class<?> type, Class<?> beanClass) {
        var further = new ArrayList<Class<?>>();
        for (Class<?> one : allOf(beanClass)) {
            boolean extended = one.isAssignableFrom(type);
            boolean visible = Modifier.isPublic(one.getModifiers())
                    || one.getPackageName().equals(type.getPackageName());
            if (!extended && visible && !one.isSealed() && !one.isHidden() && !isInternal(one)) {
                further.add(one);
            }
        }
        return further;
    }

    private static boolean isInternal(Class<?> type) {
        return type == InitializingBean.class
                || type == DecoratingProxy.class
                || type == FactoryBean.class
                || Aware.class.isAssignableFrom(type)
                || type.getName().startsWith("org.springframework.aop.")
                || type.getName().startsWith("org.springframework.cglib.")
                || type.getName().equals("org.springframework.transaction.interceptor.TransactionalProxy")
                || type.getName().startsWith("org.mockito.");
    }

    private static Set<Class<?>> allOf(Class<?> type) {
        return ClassUtils.getAllInterfacesForClassAsSet(type);
    }
}
