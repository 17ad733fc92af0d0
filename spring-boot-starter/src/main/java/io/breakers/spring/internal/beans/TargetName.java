package io.breakers.spring.internal.beans;

import io.breakers.proxy.Protection;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;

/** What a protection protects, in words. */
final class TargetName {
    private TargetName() {}

    /**
     * Returns the class of the target. That of a proxy or of a lambda says nothing to anybody, so those are told by
     * their bean and interface: {@code bean quotes (com.acme.QuoteApi)}.
     *
     * @param bean the bean that the target is; {@code null} if code protects it
     */
    static String of(Protection protection, @Nullable String bean) {
        Class<?> target = AopProxyUtils.ultimateTargetClass(protection.target());
        if (!Proxy.isProxyClass(target) && !target.isHidden()) {
            return target.getTypeName();
        }
        String type = protection.type().getTypeName();
        return bean == null ? "a " + type : "bean " + bean + " (" + type + ")";
    }
}
