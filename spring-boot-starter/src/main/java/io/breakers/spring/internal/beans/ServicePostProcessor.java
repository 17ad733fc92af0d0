package io.breakers.spring.internal.beans;

import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Protection;
import io.breakers.spring.ServiceCustomizer;
import io.breakers.spring.internal.listeners.LateListeners;
import io.breakers.spring.internal.settings.Mistake;
import io.breakers.spring.internal.settings.MistakesException;
import io.breakers.spring.internal.settings.ServiceEntry;
import io.breakers.spring.internal.settings.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Protects each selected bean when it is finished. During the start mistakes are collected and the beans left as they
 * are; at its end all are thrown at once. Later, a bean that cannot be protected is not to be had.
 *
 * <p>It has no order, and is one for merged definitions: such ones come last, after all others that look at the class
 * of a bean ({@code @Scheduled}) or put a proxy around it. So the breaker is outermost: outside the transaction, the
 * retry and the cache. Safe for use by many threads.
 */
public final class ServicePostProcessor
        implements MergedBeanDefinitionPostProcessor,
                SmartInstantiationAwareBeanPostProcessor,
                SmartInitializingSingleton {
    private final ConfigurableListableBeanFactory beans;
    private final ServiceSelector selector;
    private final JdkViews views;
    private final List<Mistake> mistakes = new CopyOnWriteArrayList<>();

    /**
     * A bean that was protected.
     *
     * @param bean its name
     * @param beanClass its own class
     * @param type the interface that is left of it
     */
    public record Made(String service, String bean, Class<?> beanClass, Class<?> type) {}

    private final List<Made> made = new CopyOnWriteArrayList<>();

    /** What a bean was when somebody got it before it was finished. */
    private final Map<String, Object> early = new ConcurrentHashMap<>();

    /** The services that were made of singletons, by the names of these. */
    private final Map<String, Object> services = new ConcurrentHashMap<>();

    /** The beans that are protected, by the names of their services. */
    private final Map<String, String> beanOf = new ConcurrentHashMap<>();

    private @Nullable Fallbacks fallbacks;
    private @Nullable ServiceProtector protector;

    /** Written once, by the thread that starts the application, before others can ask for beans. */
    private volatile boolean started;

    public ServicePostProcessor(ConfigurableListableBeanFactory beans, ServiceSelector selector, JdkViews views) {
        this.beans = beans;
        this.selector = selector;
        this.views = views;
    }

    @Override
    public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String name) {
        // Nothing: being asked is what puts this one behind all others.
    }

    /** A bean begins. If there was one of its name before, that has failed since it was given away, or is destroyed. */
    @Override
    public boolean postProcessAfterInstantiation(Object bean, String name) {
        early.remove(name);
        Object before = services.remove(name);
        if (before != null) {
            made.removeIf(one -> one.bean().equals(name));
            Breakers.inspect(before).close();
        }
        return true;
    }

    @Override
    public Object getEarlyBeanReference(Object bean, String name) {
        early.put(name, bean);
        return protect(views.behind(bean), name);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        // The container replaces a bean that stays the same by what was given away early.
        Object own = views.behind(bean);
        return early.remove(name) == null ? protect(own, name) : own;
    }

    private Object protect(Object bean, String name) {
        ServiceEntry entry = bean instanceof FactoryBean<?> ? null : find(bean, name);
        if (entry == null) {
            return bean;
        }
        var found = new ArrayList<Mistake>();
        String other = beanOf.putIfAbsent(entry.name(), name);
        if (other != null && !other.equals(name)) {
            found.add(entry.mistake(
                    "type",
                    ": 2 beans of type " + entry.type() + ": " + other + ", " + name + ".",
                    "set bean: to one"));
        }
        Object service = found.isEmpty() ? protector().protect(entry, name, bean, found) : bean;
        if (found.isEmpty()) {
            Class<?> type = Breakers.inspect(service).type();
            if (beans.isSingleton(name)) {
                services.put(name, service);
            }
            made.add(new Made(entry.name(), name, AopProxyUtils.ultimateTargetClass(bean), type));
            if (started) {
                report(List.of(entry.name()));
            }
            return service;
        }
        // In this order: either the end of the start finds them, or this finds that it is over.
        mistakes.addAll(found);
        if (started) {
            throw new MistakesException(found);
        }
        return service;
    }

    /** All beans that were protected. */
    public List<Made> made() {
        return made;
    }

    /** What a protection protects, as the log and the endpoint name it: {@code com.acme.StripePayments}. */
    public String target(Protection protection) {
        return TargetName.of(protection, beanOf.get(protection.service()));
    }

    /** The bean that answers for a service; {@code null} if none does, or the code gives what does. */
    @Nullable
    public String fallback(String service) {
        return fallbacks().of(service);
    }

    private @Nullable ServiceEntry find(Object bean, String name) {
        ServiceEntry named = selector.selection().service(name);
        if (named != null) {
            return named;
        }
        for (ServiceEntry entry : selector.selection().byType()) {
            Class<?> type = entry.type();
            if (type != null
                    && type.isInstance(bean)
                    && beans.containsBeanDefinition(name)
                    && !selector.selection().names().only(List.of(name)).isEmpty()
                    && !name.equals(entry.fallback())) {
                return entry;
            }
        }
        return null;
    }

    private synchronized ServiceProtector protector() {
        if (protector == null) {
            protector = new ServiceProtector(
                    beans, selector.snapshot(), selector.selection().names(), fallbacks());
        }
        return protector;
    }

    private synchronized Fallbacks fallbacks() {
        if (fallbacks == null) {
            fallbacks = new Fallbacks(beans, selector.selection().names());
        }
        return fallbacks;
    }

    /** The end of the start: everything is checked, and what is protected is told. */
    @Override
    public void afterSingletonsInstantiated() {
        Snapshot snapshot = selector.snapshot();
        if (!snapshot.enabled()) {
            startListeners();
            return;
        }
        BreakerRegistry registry =
                beans.getBeanProvider(BreakerRegistry.class, false).getObject();
        var all = new LinkedHashSet<Mistake>(selector.mistakes());
        all.addAll(mistakes);
        all.addAll(unprotected(snapshot, registry));
        all.addAll(unknownCustomizers());
        if (!all.isEmpty()) {
            throw new MistakesException(List.copyOf(all));
        }
        fallbacks().create();
        startListeners();
        started = true;
        if (!mistakes.isEmpty()) {
            // Of beans that were made meanwhile, such as those that only a fallback needs.
            throw new MistakesException(List.copyOf(mistakes));
        }
        report(beanOf.keySet().stream().sorted().toList());
    }

    private void startListeners() {
        beans.getBeanProvider(LateListeners.class, false).ifAvailable(LateListeners::start);
    }

    private void report(List<String> services) {
        var report = new StartReport(beans, selector.environment());
        services.forEach(service -> report.log(service, fallback(service), this::target));
    }

    private List<Mistake> unprotected(Snapshot snapshot, BreakerRegistry registry) {
        var found = new ArrayList<Mistake>();
        Selection selection = selector.selection();
        selection.byBean().forEach((bean, entry) -> {
            if (!beanOf.containsKey(entry.name()) && isThere(bean)) {
                found.add(entry.mistake(
                        "",
                        " was configured but never protected: bean " + bean
                                + " was made before beans could be protected.",
                        "see who needs it that early, for example a BeanPostProcessor, and let him get it later"));
            }
        });
        for (ServiceEntry entry : selection.byType()) {
            if (!beanOf.containsKey(entry.name()) && entry.type() != null) {
                found.add(entry.mistake(
                        "type",
                        ": there is no bean of type " + entry.type().getTypeName() + ".",
                        "correct the type, or set bean:"));
            }
        }
        for (ServiceEntry entry : selection.withoutBean()) {
            boolean byCode = registry.find(entry.name()).isPresent()
                    || registry.protections().stream()
                            .anyMatch(one -> one.service().equals(entry.name()));
            if (!byCode && !snapshot.springCloud()) {
                found.add(selection.noBean(entry, "", entry.name()));
            }
        }
        return found;
    }

    /** Whether there is a bean that should have been protected; what nobody has asked for is not there. */
    private boolean isThere(String bean) {
        BeanDefinition definition = selector.selection().names().definition(bean);
        boolean later = definition != null && definition.isLazyInit();
        boolean ofTheTest = selector.selection().isReplaced(bean);
        return !later && !ofTheTest && beans.containsSingleton(bean) && !beans.isFactoryBean(bean);
    }

    private List<Mistake> unknownCustomizers() {
        Selection selection = selector.selection();
        var known = new ArrayList<String>(selector.snapshot().services().keySet());
        selection.byBean().values().forEach(entry -> known.add(entry.name()));
        return beans.getBeanProvider(ServiceCustomizer.class, false).stream()
                .filter(customizer -> !known.contains(customizer.service()))
                .map(customizer -> new Mistake(
                        "A ServiceCustomizer is for the service '" + customizer.service() + "', which is not there.",
                        "",
                        "name one of " + String.join(", ", new LinkedHashSet<>(known)) + ", or leave it out"))
                .toList();
    }
}
