package io.breakers.spring.internal.beans;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** What protected beans will implement, as far as that is known before there are any. */
public final class ServiceTypes {
    private ServiceTypes() {}

    /** Returns the interfaces of the proxy of each service, the service's own first. */
    public static List<Class<?>[]> of(ConfigurableListableBeanFactory beans, Selection selection) {
        var all = new ArrayList<Class<?>[]>();
        selection.byBean().forEach((bean, entry) -> {
            Class<?> beanClass = beans.getType(bean, false);
            List<Class<?>> own = beanClass == null ? List.of() : Interfaces.own(beanClass);
            Class<?> type = entry.type() == null && own.size() == 1 ? own.get(0) : entry.type();
            if (type != null) {
                var types = new ArrayList<Class<?>>(List.of(type));
                types.addAll(beanClass == null ? List.of() : Interfaces.further(type, beanClass));
                all.add(types.toArray(Class<?>[]::new));
            }
        });
        selection.byType().forEach(entry -> {
            if (entry.type() != null) {
                all.add(new Class<?>[] {entry.type()});
            }
        });
        return all;
    }
}
