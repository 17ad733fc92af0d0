package io.breakers.spring.internal.beans;

import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.LastGood;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.spring.Protected;
import io.breakers.spring.ServiceCustomizer;
import io.breakers.spring.internal.settings.Mistake;
import io.breakers.spring.internal.settings.ServiceEntry;
import io.breakers.spring.internal.settings.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/** Makes services of beans. */
final class ServiceProtector {
    private final ConfigurableListableBeanFactory beans;
    private final Snapshot snapshot;
    private final BeanNames names;
    private final Fallbacks fallbacks;
    private volatile @Nullable List<ServiceCustomizer> customizers;

    ServiceProtector(ConfigurableListableBeanFactory beans, Snapshot snapshot, BeanNames names, Fallbacks fallbacks) {
        this.beans = beans;
        this.snapshot = snapshot;
        this.names = names;
        this.fallbacks = fallbacks;
    }

    /** Returns the bean as a protected service; the bean itself if there is any mistake. */
    Object protect(ServiceEntry entry, String name, Object bean, List<Mistake> mistakes) {
        Class<?> type = type(entry, name, bean, mistakes);
        return type == null ? bean : protect(entry, name, bean, type, mistakes);
    }

    private <T> Object protect(ServiceEntry entry, String name, Object bean, Class<T> type, List<Mistake> mistakes) {
        Class<?> beanClass = AopProxyUtils.ultimateTargetClass(bean);
        List<Class<?>> further = Interfaces.further(type, bean.getClass());
        var found = new ArrayList<Mistake>();
        var kept = new ArrayList<Class<?>>(further);
        kept.add(type);
        found.addAll(Roles.lost(entry, name, beanClass, kept));
        T made = found.isEmpty() ? make(entry, name, type, type.cast(bean), further, found) : null;
        mistakes.addAll(found);
        if (made == null) {
            return bean;
        }
        expose(name, beanClass);
        return made;
    }

    /** Listeners of events, for example, are looked for in the class of the bean. */
    private void expose(String name, Class<?> beanClass) {
        BeanDefinition definition = names.definition(name);
        if (definition != null && !definition.hasAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE)) {
            definition.setAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE, beanClass);
        }
    }

    private <T> @Nullable T make(
            ServiceEntry entry, String name, Class<T> type, T bean, List<Class<?>> further, List<Mistake> mistakes) {
        BreakerRegistry registry =
                beans.getBeanProvider(BreakerRegistry.class, false).getObject();
        ProtectionBuilder<T> builder = registry.builder(type, bean);
        further.forEach(builder::alsoImplement);
        String marked = entry.fallback() == null ? fallbacks.marked(name, type) : null;
        if (marked != null) {
            builder.fallbackFactory(fallbacks.factory(entry.name(), marked, type));
        }
        for (ServiceCustomizer customizer : customizers()) {
            if (customizer.service().equals(entry.name())) {
                customizer.customize(builder);
            }
        }
        String fallback = fallbacks.named(entry, name, type, mistakes);
        if (fallback != null) {
            builder.fallbackFactory(fallbacks.factory(entry.name(), fallback, type));
        }
        entry.unprotected().forEach(builder::unprotected);
        entry.withoutFallback().forEach(builder::noFallback);
        entry.lastGood().forEach((method, age) -> builder.lastGood(method, LastGood.within(age)));
        entry.shared().forEach((breaker, methods) -> builder.share(breaker, methods.toArray(String[]::new)));
        try {
            T made = builder.name(entry.name()).build();
            if (!mistakes.isEmpty()) {
                // Nobody gets it, and whoever asks once more is to be told the same.
                Breakers.inspect(made).close();
                return null;
            }
            return made;
        } catch (IllegalArgumentException refused) {
            mistakes.addAll(SetupMessages.of(snapshot, entry, name, refused));
            return null;
        }
    }

    /** In their order. Looked for once, and not before they are needed, so that they may have what they want injected. */
    private List<ServiceCustomizer> customizers() {
        List<ServiceCustomizer> known = customizers;
        if (known == null) {
            known = beans.getBeanProvider(ServiceCustomizer.class, false)
                    .orderedStream()
                    .toList();
            customizers = known;
        }
        return known;
    }

    /** Returns the interface that is protected; {@code null} if that is not clear, which is a mistake. */
    private @Nullable Class<?> type(ServiceEntry entry, String name, Object bean, List<Mistake> mistakes) {
        Class<?> wanted = entry.type();
        if (Breakers.isProtected(bean)) {
            mistakes.add(
                    entry.mistake("", ": bean " + name + " is protected by code already.", "leave one of them out"));
            return null;
        }
        if (wanted != null) {
            if (!wanted.isInstance(bean)) {
                mistakes.add(entry.mistake(
                        "type", ": bean " + name + " is no " + wanted.getTypeName() + ".", "name an interface of it"));
                return null;
            }
            return wanted;
        }
        List<Class<?>> own = Interfaces.own(bean.getClass());
        List<Class<?>> marked = own.stream()
                .filter(type -> AnnotatedElementUtils.hasAnnotation(type, Protected.class))
                .toList();
        List<Class<?>> candidates = marked.size() == 1 ? marked : own;
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        mistakes.add(unclear(entry, name, bean, own));
        return null;
    }

    private static Mistake unclear(ServiceEntry entry, String name, Object bean, List<Class<?>> own) {
        if (own.isEmpty()) {
            Class<?> beanClass = AopProxyUtils.ultimateTargetClass(bean);
            String others = ClassUtils.getAllInterfacesForClassAsSet(beanClass).stream()
                    .map(Class::getTypeName)
                    .collect(Collectors.joining(", "));
            return entry.mistake(
                    "",
                    ": bean " + name + " is a " + beanClass.getTypeName()
                            + ", a class without an interface of its own.",
                    "extract an interface and inject that"
                            + (others.isEmpty() ? "" : ", or set type: to one of " + others));
        }
        List<String> types = own.stream().map(Class::getSimpleName).toList();
        return entry.mistake(
                "",
                ": bean " + name + " implements " + String.join(" and ", types) + ".",
                "set type: to one of " + own.stream().map(Class::getTypeName).collect(Collectors.joining(", ")));
    }
}
