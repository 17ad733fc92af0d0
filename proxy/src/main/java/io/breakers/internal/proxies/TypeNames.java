package io.breakers.internal.proxies;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.Type;

/**
 * The class-file names of a proxy's class, its service and the types of the service's methods. Each is computed once,
 * because in a process that has just started this takes longer than writing the code.
 */
final class TypeNames {
    private final String proxy;
    private final String service;
    private final String serviceDescriptor;
    private final Map<Class<?>, Type> types = new HashMap<>();

    TypeNames(String proxy, Class<?> service) {
        this.proxy = proxy;
        this.serviceDescriptor = service.descriptorString();
        this.service = Type.getType(serviceDescriptor).getInternalName();
    }

    /** The proxy's class. */
    String proxy() {
        return proxy;
    }

    String service() {
        return service;
    }

    String serviceDescriptor() {
        return serviceDescriptor;
    }

    Type type(Class<?> type) {
        Type known = types.get(type);
        if (known == null) {
            known = Type.getType(type.descriptorString());
            types.put(type, known);
        }
        return known;
    }

    String descriptor(Method method) {
        var text = new StringBuilder("(");
        for (Class<?> parameter : method.getParameterTypes()) {
            text.append(type(parameter).getDescriptor());
        }
        return text.append(')')
                .append(type(method.getReturnType()).getDescriptor())
                .toString();
    }
}
