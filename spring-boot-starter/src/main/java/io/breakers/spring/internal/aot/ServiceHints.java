package io.breakers.spring.internal.aot;

import io.breakers.spring.internal.beans.ServiceSelector;
import io.breakers.spring.internal.beans.ServiceTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Names the proxies that protected beans are in a native image, the methods that these call, and the classes that
 * properties name. Without an image it changes nothing.
 */
final class ServiceHints implements BeanFactoryInitializationAotProcessor {
    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beans) {
        ServiceSelector selector =
                beans.getBeanProvider(ServiceSelector.class, false).getIfAvailable();
        if (selector == null || !selector.snapshot().enabled()) {
            return null;
        }
        List<Class<?>[]> proxies = ServiceTypes.of(beans, selector.selection());
        Map<String, String> settings = selector.snapshot().settings().toMap();
        ClassLoader classes = beans.getBeanClassLoader();
        return (generation, code) -> {
            RuntimeHints hints = generation.getRuntimeHints();
            for (Class<?>[] types : proxies) {
                hints.proxies().registerJdkProxy(types);
                for (Class<?> type : types) {
                    ClassUtils.getAllInterfacesForClassAsSet(type)
                            .forEach(one -> hints.reflection().registerType(one, MemberCategory.INVOKE_PUBLIC_METHODS));
                }
            }
            settings.forEach((key, value) -> {
                if (key.endsWith(".ignore") || key.endsWith(".fail-on")) {
                    Arrays.stream(value.split(",", -1))
                            .filter(name -> ClassUtils.isPresent(name, classes))
                            .forEach(name ->
                                    hints.reflection().registerType(ClassUtils.resolveClassName(name, classes)));
                }
            });
        };
    }
}
