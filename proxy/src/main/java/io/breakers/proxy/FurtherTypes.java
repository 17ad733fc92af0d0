package io.breakers.proxy;

import io.breakers.internal.model.ServiceMethod;
import io.breakers.internal.model.ServiceModel;
import io.breakers.internal.proxies.BoundMethod;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The interfaces that a protected object implements besides its service; their methods go straight to the target. */
final class FurtherTypes {
    private final ProtectionBuilder<?> builder;
    private final List<MethodPlan> plans;
    private final SetupErrors errors;

    /** Begins with what the service has. */
    FurtherTypes(ProtectionBuilder<?> builder, List<MethodPlan> plans, SetupErrors errors) {
        this.builder = builder;
        this.plans = plans;
        this.errors = errors;
    }

    /** Returns the methods that the service does not have. */
    List<BoundMethod> methods() {
        var methods = new ArrayList<BoundMethod>();
        for (Class<?> type : builder.further) {
            if (check(type)) {
                for (ServiceMethod method : ServiceModel.read(type).methods()) {
                    List<Method> added =
                            method.all().stream().filter(this::isNew).toList();
                    if (!added.isEmpty()) {
                        methods.add(new BoundMethod(type, added, null));
                    }
                }
            }
        }
        return methods;
    }

    private boolean check(Class<?> type) {
        String name = "alsoImplement names " + type.getTypeName() + ", which ";
        if (!type.isInterface() || type.isAnnotation() || type.isSealed() || type.isHidden()) {
            errors.add(name + "is not a plain interface; leave it out");
            return false;
        }
        if (type.isAssignableFrom(builder.type)) {
            errors.add(name + "it is or extends anyway; leave it out");
            return false;
        }
        if (!type.isInstance(builder.target)) {
            errors.add(name + "the target does not implement; leave it out");
            return false;
        }
        return true;
    }

    private boolean isNew(Method method) {
        Method same = ofTheService(method);
        if (same != null && same.getReturnType() != method.getReturnType()) {
            errors.add("alsoImplement names " + method.getDeclaringClass().getTypeName() + ", whose " + method.getName()
                    + " returns " + method.getReturnType().getTypeName() + " where its own returns "
                    + same.getReturnType().getTypeName() + "; protect an interface that extends both");
        }
        return same == null;
    }

    /** Returns the method of the service that a class cannot implement apart from {@code method}. */
    private @Nullable Method ofTheService(Method method) {
        Method found = null;
        for (MethodPlan plan : plans) {
            for (Method own : plan.method().all()) {
                if (own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes())) {
                    found = own;
                    if (own.getReturnType() == method.getReturnType()) {
                        return own;
                    }
                }
            }
        }
        return found;
    }
}
