package io.breakers.spring.internal.beans;

import io.breakers.spring.internal.settings.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/** Finds beans by what properties say of them, without creating any. */
final class BeanNames {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final String SCOPED_TARGET = "scopedTarget.";

    /** Where the classes of beans come from that no application means to protect. */
    private static final List<String> INFRASTRUCTURE =
            List.of("org.springframework.", "com.fasterxml.jackson.", "tools.jackson.", "io.breakers.spring.internal.");

    private final ConfigurableListableBeanFactory beans;

    BeanNames(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Returns the bean of that name, which is exact or in kebab-case; {@code null} if there is none. */
    @Nullable
    String find(String written) {
        if (beans.containsBean(written)) {
            List<String> names = new ArrayList<>(Arrays.asList(beans.getAliases(written)));
            names.add(written);
            return names.stream()
                    .filter(beans::containsBeanDefinition)
                    .findFirst()
                    .orElse(written);
        }
        for (String name : beans.getBeanDefinitionNames()) {
            if (HUMP.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT).equals(written)) {
                return name;
            }
        }
        return null;
    }

    /** Returns the only bean whose name has these letters; {@code null} if there is none. */
    @Nullable
    String findByLetters(String written) {
        String letters = Words.letters(written);
        List<String> found = Arrays.stream(beans.getBeanDefinitionNames())
                .filter(name -> Words.letters(name).equals(letters))
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    /** Returns the beans that may be the one of a type: neither fallbacks nor what is behind a scoped proxy. */
    List<String> ofType(Class<?> type) {
        return only(Arrays.asList(beans.getBeanNamesForType(type, true, false)));
    }

    /** Leaves out fallbacks and what is behind a scoped proxy; a primary bean stands for all. */
    List<String> only(List<String> names) {
        List<String> candidates = names.stream()
                .filter(name -> !name.startsWith(SCOPED_TARGET) && !isFallback(name))
                .toList();
        List<String> primary = candidates.stream().filter(this::isPrimary).toList();
        return primary.size() == 1 ? primary : candidates;
    }

    /** Whether nobody gets it who asks for its type, if there is another. */
    boolean isFallback(String name) {
        BeanDefinition definition = definition(name);
        boolean notByDefault = definition instanceof AbstractBeanDefinition detailed && !detailed.isDefaultCandidate();
        return notByDefault || (definition != null && definition.isFallback());
    }

    private boolean isPrimary(String name) {
        BeanDefinition definition = definition(name);
        return definition != null && definition.isPrimary();
    }

    /** The bean that is behind the scoped proxy of that name; {@code null} if there is none. */
    @Nullable
    BeanDefinition scopedTarget(String name) {
        return definition(SCOPED_TARGET + name);
    }

    @Nullable
    BeanDefinition definition(String name) {
        return beans.containsBeanDefinition(name) ? beans.getMergedBeanDefinition(name) : null;
    }

    /** The beans that could be meant, by name, with their types. For messages. */
    List<String> protectable() {
        var names = new ArrayList<String>();
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = beans.getType(name, false);
            List<Class<?>> interfaces = type == null ? List.of() : Interfaces.own(type);
            if (!interfaces.isEmpty() && !name.startsWith(SCOPED_TARGET) && !isInfrastructure(name, type)) {
                names.add(name);
            }
        }
        return names;
    }

    private boolean isInfrastructure(String name, @Nullable Class<?> type) {
        BeanDefinition definition = definition(name);
        return (definition != null && definition.getRole() != BeanDefinition.ROLE_APPLICATION)
                || (type != null && INFRASTRUCTURE.stream().anyMatch(type.getName()::startsWith));
    }

    /**
     * The interface of that simple name, if only one of these beans has it: whoever makes clients of interfaces gives
     * them names that nobody would guess. {@code null} if there is none.
     */
    @Nullable
    Class<?> typeOf(String written, List<String> known) {
        String letters = Words.letters(written);
        List<Class<?>> found = known.stream()
                .map(name -> beans.getType(name, false))
                .filter(Objects::nonNull)
                .flatMap(type -> Interfaces.own(type).stream())
                .filter(type -> Words.letters(type.getSimpleName()).equals(letters)
                        && ofType(type).size() == 1)
                .distinct()
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    /** A bean as messages name it: {@code stripePayments (PaymentService)}. */
    String described(String name) {
        Class<?> type = beans.getType(name, false);
        List<Class<?>> interfaces = type == null ? List.of() : Interfaces.own(type);
        return interfaces.isEmpty() ? name : name + " (" + interfaces.get(0).getSimpleName() + ")";
    }
}
