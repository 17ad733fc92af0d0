package io.breakers.spring.internal.beans;

import io.breakers.api.FallbackFactory;
import io.breakers.spring.internal.settings.Mistake;
import io.breakers.spring.internal.settings.ServiceEntry;
import io.breakers.spring.internal.settings.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Which bean answers for which service. It is created when it is first needed, or at the end of the start, so that it
 * may depend on the service itself.
 */
final class Fallbacks {
    private final ConfigurableListableBeanFactory beans;
    private final BeanNames names;
    private final Map<String, String> byService = new ConcurrentSkipListMap<>();

    Fallbacks(ConfigurableListableBeanFactory beans, BeanNames names) {
        this.beans = beans;
        this.names = names;
    }

    /** Returns the bean that the properties name; {@code null} if they name none, or no fitting one. */
    @Nullable
    String named(ServiceEntry entry, String bean, Class<?> type, List<Mistake> mistakes) {
        if (entry.fallback() == null) {
            return null;
        }
        String found = names.find(entry.fallback());
        String problem = null;
        if (found == null) {
            problem = " names no bean: there is no bean '" + entry.fallback() + "'.";
        } else if (found.equals(bean)) {
            problem = ": " + found + " is the service itself.";
        } else if (!beans.isTypeMatch(found, type)) {
            Class<?> other = beans.getType(found);
            problem = ": " + found + " is a " + (other == null ? "null" : other.getTypeName()) + ", not a "
                    + type.getSimpleName() + ".";
        }
        if (problem != null) {
            mistakes.add(entry.mistake("fallback", problem, remedy(entry.fallback(), bean, type)));
            return null;
        }
        return found;
    }

    private String remedy(String written, String bean, Class<?> type) {
        List<String> known = Arrays.stream(beans.getBeanNamesForType(type, true, false))
                .filter(name -> !name.equals(bean))
                .toList();
        if (known.isEmpty()) {
            return "declare a bean that implements " + type.getSimpleName() + "; there is none besides " + bean;
        }
        String suggestion = Words.suggestion(written, known);
        return (suggestion.isEmpty() ? "name" : suggestion + " Else name") + " a bean that implements "
                + type.getSimpleName() + ": " + String.join(", ", known);
    }

    /** Returns the only bean of the interface that is marked as {@code @Fallback}; {@code null} if there is none. */
    @Nullable
    String marked(String bean, Class<?> type) {
        var marked = new ArrayList<String>();
        for (String name : beans.getBeanDefinitionNames()) {
            BeanDefinition definition = beans.getMergedBeanDefinition(name);
            if (definition.isFallback() && !name.equals(bean) && beans.isTypeMatch(name, type)) {
                marked.add(name);
            }
        }
        return marked.size() == 1 ? marked.get(0) : null;
    }

    /** Returns a factory that gives the bean each time. */
    <T> FallbackFactory<T> factory(String service, String bean, Class<T> type) {
        byService.put(service, bean);
        return cause -> type.cast(beans.getBean(bean));
    }

    /** The bean that answers for a service; {@code null} if none does. */
    @Nullable
    String of(String service) {
        return byService.get(service);
    }

    /** Creates all of them, so that one that cannot be created stops the start. */
    void create() {
        byService.values().forEach(beans::getBean);
    }
}
