package io.breakers.spring.internal.beans;

import io.breakers.spring.Protected;
import io.breakers.spring.internal.settings.Mistake;
import io.breakers.spring.internal.settings.ServiceEntry;
import io.breakers.spring.internal.settings.Snapshot;
import io.breakers.spring.internal.settings.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.type.MethodMetadata;

/**
 * Which bean is which service, as far as that can be told before there are any: by name, by type, or by annotation.
 * Immutable.
 */
public final class Selection {
    /** There where a test has beans of its own, such as those of {@code @MockitoBean}. */
    private static final String OVERRIDES =
            "org.springframework.test.context.bean.override.internalBeanOverrideRegistry";

    private static final String SPRING = "org.springframework.";

    private static final int MOST_LISTED = 10;

    private final BeanNames names;
    private final Map<String, ServiceEntry> byBean = new LinkedHashMap<>();
    private final List<ServiceEntry> byType = new ArrayList<>();
    private final List<ServiceEntry> withoutBean = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    /** Beans that a test has put in the place of those of the application. */
    private final Set<String> replaced = new HashSet<>();

    private Selection(ConfigurableListableBeanFactory beans) {
        this.names = new BeanNames(beans);
    }

    /** Selects the beans of {@code beans}, whose definitions are complete. */
    public static Selection of(Snapshot snapshot, ConfigurableListableBeanFactory beans) {
        var selection = new Selection(beans);
        if (beans.containsSingleton(OVERRIDES)) {
            selection.replaced.addAll(Arrays.asList(beans.getSingletonNames()));
        }
        if (snapshot.enabled()) {
            Map<String, List<String>> annotated = annotated(beans);
            snapshot.services().values().stream()
                    .filter(ServiceEntry::enabled)
                    .forEach(entry ->
                            selection.select(entry, annotated.getOrDefault(entry.name(), List.of()), snapshot.named()));
            annotated.forEach((name, beanNames) -> {
                if (!snapshot.services().containsKey(name)) {
                    selection.select(ServiceEntry.annotated(name), beanNames, snapshot.named());
                }
            });
        }
        return selection;
    }

    /** The beans with the annotation, by the name of their service. */
    private static Map<String, List<String>> annotated(ConfigurableListableBeanFactory beans) {
        var annotated = new LinkedHashMap<String, List<String>>();
        for (String name : beans.getBeanDefinitionNames()) {
            BeanDefinition definition = beans.getMergedBeanDefinition(name);
            boolean possible = !definition.isAbstract() && !isSprings(definition, beans.getType(name, false));
            Protected mark = possible ? beans.findAnnotationOnBean(name, Protected.class, false) : null;
            if (mark != null) {
                annotated
                        .computeIfAbsent(mark.value(), service -> new ArrayList<>())
                        .add(name);
            }
        }
        return annotated;
    }

    /**
     * Whether Spring itself declares the bean, and its type: then neither can be marked. Most beans of an application are
     * such ones, and to look for an annotation takes long.
     */
    private static boolean isSprings(BeanDefinition definition, @Nullable Class<?> type) {
        MethodMetadata method =
                definition instanceof AnnotatedBeanDefinition annotated ? annotated.getFactoryMethodMetadata() : null;
        return type != null
                && type.getName().startsWith(SPRING)
                && (method == null || method.getDeclaringClassName().startsWith(SPRING));
    }

    private void select(ServiceEntry entry, List<String> annotated, Set<String> named) {
        String fallback = entry.fallback() == null ? null : names.find(entry.fallback());
        if (entry.bean() != null) {
            String bean = names.find(entry.bean());
            if (bean == null) {
                mistakes.add(noBean(entry, "bean", entry.bean()));
            } else {
                put(entry, bean);
            }
        } else if (!annotated.isEmpty()) {
            one(entry, "", "marked as @Protected(\"" + entry.name() + "\")", without(fallback, names.only(annotated)));
        } else if (entry.type() != null) {
            List<String> candidates = without(fallback, names.ofType(entry.type()));
            String bean = names.find(entry.name());
            if (candidates.isEmpty()) {
                byType.add(entry);
            } else if (bean != null && candidates.contains(bean)) {
                put(entry, bean);
            } else {
                one(entry, "type", "of type " + entry.type().getSimpleName(), candidates);
            }
        } else {
            String bean = Objects.requireNonNullElseGet(
                    names.find(entry.name()), () -> Objects.requireNonNullElse(names.findByLetters(entry.name()), ""));
            if (!bean.isEmpty()) {
                put(entry, bean);
            } else if (named.contains(entry.name())) {
                mistakes.add(noBean(entry, "", entry.name()));
            } else {
                withoutBean.add(entry);
            }
        }
    }

    private static List<String> without(@Nullable String fallback, List<String> candidates) {
        return candidates.stream().filter(name -> !name.equals(fallback)).toList();
    }

    private void one(ServiceEntry entry, String key, String kind, List<String> candidates) {
        if (candidates.size() == 1) {
            put(entry, candidates.get(0));
        } else if (candidates.isEmpty()) {
            mistakes.add(entry.mistake(key, ": there is no bean " + kind + " but fallbacks.", "mark another bean"));
        } else {
            String found = ": " + candidates.size() + " beans " + kind + ": " + String.join(", ", candidates) + ".";
            mistakes.add(entry.mistake(key, found, "set bean: to one of them, or mark one as @Primary"));
        }
    }

    private void put(ServiceEntry entry, String bean) {
        BeanDefinition target = names.scopedTarget(bean);
        BeanDefinition definition = names.definition(bean);
        if (target != null && "refresh".equals(target.getScope())) {
            mistakes.add(entry.mistake(
                    "",
                    ": bean '" + bean + "' is refresh-scoped; its breakers would be lost at every refresh.",
                    "protect the bean that uses it, or drop @RefreshScope"));
        } else if (target == null && definition != null && !definition.isSingleton()) {
            mistakes.add(entry.mistake(
                    "",
                    ": bean '" + bean + "' has the scope " + definition.getScope()
                            + "; each of its instances would have breakers of its own, of the same names.",
                    "make it a singleton, give its scope a proxy, or protect the bean that uses it"));
        } else {
            ServiceEntry other = byBean.putIfAbsent(bean, entry);
            if (other != null) {
                mistakes.add(entry.mistake(
                        "",
                        ": bean '" + bean + "' is the service " + other.name() + " already.",
                        "leave out one of them"));
            }
        }
    }

    /** The mistake that nothing has the name {@code written}. */
    Mistake noBean(ServiceEntry entry, String key, String written) {
        List<String> known = names.protectable();
        String list = known.isEmpty()
                ? "there is no bean with an interface of its own"
                : "name one of "
                        + known.stream()
                                .limit(MOST_LISTED)
                                .map(names::described)
                                .collect(Collectors.joining(", "));
        Class<?> type = key.isEmpty() ? names.typeOf(written, known) : null;
        String suggestion = type == null
                ? Words.suggestion(written, known)
                : "Write breakers.services." + entry.name() + ".type: " + type.getName() + ".";
        return entry.mistake(
                key,
                " names no bean: there is no bean '" + written + "'.",
                (suggestion.isEmpty() ? list : suggestion + " Else " + list) + ", or remove the service.");
    }

    /** Whether a test has put that bean in the place of another, so that it is as the test wants it. */
    boolean isReplaced(String bean) {
        return replaced.contains(bean);
    }

    /** The service that a bean is; {@code null} if it is none, as far as its name tells. */
    @Nullable
    ServiceEntry service(String bean) {
        return byBean.get(bean);
    }

    /** The services whose type no bean is known to have. */
    List<ServiceEntry> byType() {
        return byType;
    }

    /** The services that may be made by code, or by nobody. */
    List<ServiceEntry> withoutBean() {
        return withoutBean;
    }

    /** The beans that are services, by name. */
    public Map<String, ServiceEntry> byBean() {
        return byBean;
    }

    /** All services that are beans. */
    public List<ServiceEntry> entries() {
        var entries = new ArrayList<ServiceEntry>(byBean.values());
        entries.addAll(byType);
        return entries;
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    BeanNames names() {
        return names;
    }
}
