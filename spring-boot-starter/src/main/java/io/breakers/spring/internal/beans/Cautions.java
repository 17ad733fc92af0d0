package io.breakers.spring.internal.beans;

import io.breakers.proxy.Protection;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;

/** What works, but hardly as it is meant. */
final class Cautions {
    private static final String FEIGN_BREAKERS = "spring.cloud.openfeign.circuitbreaker.enabled";

    private Cautions() {}

    /** Returns a sentence for each of them that concerns a service. */
    static List<String> of(Protection service, Environment environment) {
        var cautions = new ArrayList<String>();
        boolean feign =
                MergedAnnotations.from(service.type()).isPresent("org.springframework.cloud.openfeign.FeignClient");
        if (feign && environment.getProperty(FEIGN_BREAKERS, Boolean.class, false)) {
            cautions.add(service.service() + " has two breakers around each call: " + FEIGN_BREAKERS
                    + " is true, and it is a Feign client; set that to false, or leave out the service");
        }
        Class<?> targetClass = AopProxyUtils.ultimateTargetClass(service.target());
        List<String> unprotected = service.unprotectedMethods();
        Arrays.stream(service.type().getMethods())
                .filter(method -> method.getReturnType() == void.class)
                .filter(method -> isAsynchronous(ClassUtils.getMostSpecificMethod(method, targetClass)))
                .map(Method::getName)
                .filter(method -> !unprotected.contains(method))
                .sorted()
                .distinct()
                .forEach(method -> cautions.add(service.service() + "." + method
                        + " is @Async and returns nothing, so each call counts as a success; return a CompletableFuture,"
                        + " or name it below unprotected"));
        return cautions;
    }

    private static boolean isAsynchronous(Method method) {
        return AnnotatedElementUtils.hasAnnotation(method, Async.class)
                || AnnotationUtils.findAnnotation(method.getDeclaringClass(), Async.class) != null;
    }
}
