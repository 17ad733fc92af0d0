package io.breakers.spring.internal.beans;

import io.breakers.proxy.Breakers;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Shows proxies of the platform to those who make proxies of beans, where the application has protected a bean itself:
 * they cannot make a subclass of a generated class, and find no pointcut in it (R13). Comes before all of them; after
 * them, {@link ServicePostProcessor} puts the bean back that nobody has made a proxy of. A bean that has no such view
 * is shown as it is.
 */
public final class JdkViews implements SmartInstantiationAwareBeanPostProcessor, PriorityOrdered {
    private static final Log LOG = LogFactory.getLog("io.breakers.spring");

    /** A view holds its bean, so that this holds neither. */
    private final Map<Object, WeakReference<Object>> beans = new WeakHashMap<>();

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Object getEarlyBeanReference(Object bean, String name) {
        return view(bean, name);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return view(bean, name);
    }

    /** The same one for each bean: who got it early compares. */
    private synchronized Object view(Object bean, String name) {
        if (Proxy.isProxyClass(bean.getClass()) || !Breakers.isProtected(bean)) {
            return bean;
        }
        for (Map.Entry<Object, WeakReference<Object>> known : beans.entrySet()) {
            if (known.getValue().get() == bean) {
                return known.getKey();
            }
        }
        try {
            Object view = Breakers.asJdkProxy(bean);
            beans.put(view, new WeakReference<>(bean));
            return view;
        } catch (IllegalArgumentException impossible) {
            // Most beans have no aspects: who has must not keep the others from starting.
            LOG.debug("Breakers: bean " + name + " can have no aspects: " + impossible.getMessage());
            return bean;
        }
    }

    /** The bean that {@code shown} is the view of; {@code shown} itself if it is none. */
    synchronized Object behind(Object shown) {
        boolean mayBe = Proxy.isProxyClass(shown.getClass()) && Breakers.isProtected(shown);
        WeakReference<Object> bean = mayBe ? beans.get(shown) : null;
        Object found = bean == null ? null : bean.get();
        return found == null ? shown : found;
    }
}
