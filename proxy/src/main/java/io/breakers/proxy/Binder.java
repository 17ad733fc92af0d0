package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.CallAdapter;
import io.breakers.api.FallbackFactory;
import io.breakers.engine.DirectMethod;
import io.breakers.engine.FixedFallback;
import io.breakers.engine.Guard;
import io.breakers.engine.GuardedMethod;
import io.breakers.engine.Invocation;
import io.breakers.engine.Memory;
import io.breakers.engine.MethodGuard;
import io.breakers.engine.PromiseGuard;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Gives each method of a service its guard, and lets a proxy engine create the object whose methods use them. */
final class Binder<T> {
    /**
     * The largest number of methods of a small service. In a larger service, and without listeners, each breaker is created at the
     * first call of its method, because many methods are never called.
     */
    private static final int MOST_METHODS_OF_A_SMALL_SERVICE = 64;

    private final ProtectionBuilder<T> builder;
    private final Wishes wishes;
    private final Problems problems;
    private final String service;
    private final @Nullable LazyBreaker[] breakers;
    private final BitSet covered = new BitSet();
    private final List<BoundMethod> methods = new ArrayList<>();

    private Binder(ProtectionBuilder<T> builder) {
        this.builder = builder;
        this.problems = new Problems(builder.type);
        this.wishes = new Wishes(builder, problems);
        this.breakers = new LazyBreaker[wishes.model.methods().size()];
        this.service = builder.name == null ? builder.type.getSimpleName() : builder.name;
    }

    /**
     * Creates the protected service that {@code builder} describes.
     *
     * @throws IllegalArgumentException if the target cannot be protected
     */
    static <T> T bind(ProtectionBuilder<T> builder) {
        var binder = new Binder<>(builder);
        binder.bindMethods();
        T proxy = binder.make();
        boolean small = binder.breakers.length <= MOST_METHODS_OF_A_SMALL_SERVICE;
        try {
            for (LazyBreaker breaker : binder.breakers) {
                if (breaker != null && breaker.isHeardAtOnce(small)) {
                    breaker.makeAtOnce();
                }
            }
        } catch (Throwable broken) {
            // Nobody gets this proxy, so nobody could let its listeners go.
            binder.closeBreakers();
            throw broken;
        }
        return proxy;
    }

    private void closeBreakers() {
        for (LazyBreaker breaker : breakers) {
            if (breaker != null) {
                breaker.close();
            }
        }
    }

    private void bindMethods() {
        FallbackFactory<?> fallback = fallback();
        var byName = new HashMap<String, LazyBreaker>();
        for (int i = 0; i < breakers.length; i++) {
            ServiceMethod method = wishes.model.methods().get(i);
            if (wishes.unprotected.contains(method)) {
                methods.add(new BoundMethod(method.all(), null));
                continue;
            }
            String name = wishes.nameOf(method);
            LazyBreaker breaker = byName.get(name);
            if (breaker == null) {
                breaker = breaker(name, method);
                byName.put(name, breaker);
            }
            breakers[i] = breaker;
            FallbackFactory<?> answers = wishes.withoutFallback.contains(method) ? null : fallback;
            if (answers != null || wishes.lastGoodOf(method) != null) {
                covered.set(i);
            }
            methods.add(new BoundMethod(method.all(), guard(method, breaker, answers)));
        }
    }

    private MethodGuard guard(ServiceMethod method, LazyBreaker breaker, @Nullable FallbackFactory<?> fallback) {
        CallAdapter<?> adapter = wishes.adapterOf(method);
        StageAdapter stages = wishes.stagesOf(method);
        LastGood lastGood = wishes.lastGoodOf(method);
        if (adapter == null && lastGood == null) {
            if (stages == null) {
                return new Guard(breaker, breaker.config(), fallback);
            }
            if (fallback == null) {
                return new PromiseGuard(breaker, breaker.config(), stages);
            }
        }
        boolean staged = adapter != null || stages != null;
        Memory memory = lastGood == null ? null : memory(lastGood, staged, breaker.config());
        Guard guard = memory == null
                ? new Guard(breaker, breaker.config(), fallback)
                : Guard.remembering(breaker, breaker.config(), fallback);
        Invocation invocation = invocation(method.method());
        return adapter == null
                ? new DirectMethod(guard, invocation, stages == null ? new ValueAdapter() : stages, memory)
                : new GuardedMethod(guard, builder.target, invocation, adapter, memory);
    }

    private static Memory memory(LastGood lastGood, boolean staged, BreakerConfig config) {
        UnaryOperator<@Nullable Object> asReturned = staged ? StageAdapter::completed : UnaryOperator.identity();
        return new Memory(lastGood.maxAge(), lastGood.entries(), lastGood.key(), asReturned, config.ticker());
    }

    /** Returns the way to call a method of an object: by reflection, or through the user's lookup where a module forbids reflection. */
    private Invocation invocation(Method method) {
        if (builder.lookup != null && !method.trySetAccessible()) {
            try {
                MethodHandle handle = builder.lookup
                        .unreflect(method)
                        .asFixedArity() // else the arguments of a method with varargs are collected once more
                        .asSpreader(1, Object[].class, method.getParameterCount())
                        .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
                return (object, arguments) -> handle.invokeExact(object, arguments);
            } catch (IllegalAccessException unseen) {
                problems.add(
                        method.getName() + " cannot be called by the lookup that was given: " + unseen.getMessage());
                return new Reflected(method);
            }
        }
        checkAccess(method, problems);
        return new Reflected(method);
    }

    private LazyBreaker breaker(String name, ServiceMethod method) {
        BreakerConfig config = wishes.configOf(method);
        return new LazyBreaker(builder.type, service, name, config, listeners(config));
    }

    private List<BreakerListener.Factory> listeners(BreakerConfig config) {
        if (builder.listeners.isEmpty()) {
            return config.listeners();
        }
        var listeners = new ArrayList<BreakerListener.Factory>(config.listeners());
        listeners.addAll(builder.listeners);
        return listeners;
    }

    private @Nullable FallbackFactory<?> fallback() {
        T fallback = builder.fallback;
        return fallback == null ? builder.fallbackFactory : new FixedFallback<>(fallback);
    }

    private T make() {
        if (builder.engine == ProxyEngine.JDK) {
            return makeJdkProxy("it was asked for");
        }
        problems.throwIfAny();
        var generated = new GeneratedProxy(builder.type, methods, builder.lookup);
        MethodHandle constructor = generated.constructor();
        if (constructor != null) {
            Protection protection = protection(constructor, "a class could be generated");
            return builder.type.cast(generated.make(constructor, builder.target, protection));
        }
        if (builder.engine == ProxyEngine.GENERATED) {
            problems.add("no class can be generated for it (" + generated.obstacles() + "); " + generated.remedies());
            problems.throwIfAny();
        }
        return makeJdkProxy("no class can be generated: " + generated.obstacles());
    }

    private T makeJdkProxy(String reason) {
        var calls = new HashMap<Method, MethodCall>();
        for (BoundMethod bound : methods) {
            for (Method method : bound.all()) {
                calls.put(method, MethodCall.of(invocation(method), builder.target, bound.guard()));
            }
        }
        checkReturnTypes();
        problems.throwIfAny();
        try {
            return JdkProxy.make(builder.type, calls, protection(null, reason));
        } catch (IndexOutOfBoundsException | IllegalArgumentException tooMuch) {
            problems.add("the platform cannot make a proxy of it (" + tooMuch.getMessage()
                    + "); protect a smaller interface, or one that it can");
            problems.throwIfAny();
            throw tooMuch;
        }
    }

    /** The proxy of a public interface is of another package, where it would fail to return what it may not name: after the target has done its work. */
    private void checkReturnTypes() {
        if (Modifier.isPublic(builder.type.getModifiers())) {
            for (BoundMethod bound : methods) {
                Class<?> declared = bound.all().get(0).getReturnType();
                if (!ProxyHome.isPublic(declared)) {
                    problems.add(
                            bound.all().get(0).getName() + " returns " + declared.getTypeName()
                                    + ", which is not public, so that a JDK proxy of a public interface cannot return it; make it public, or add net.bytebuddy:byte-buddy and leave the choice to ProxyEngine.AUTO");
                }
            }
        }
    }

    /** Interfaces that are not public are called by reflection too, but a module may forbid that. */
    private static void checkAccess(Method method, Problems problems) {
        if (!method.trySetAccessible()) {
            Class<?> owner = method.getDeclaringClass();
            problems.add(method.getName() + " cannot be called from here; let module "
                    + owner.getModule().getName() + " say: opens " + owner.getPackageName() + " to "
                    + Binder.class.getModule().getName() + "; or give lookup(MethodHandles.lookup()) from its package");
        }
    }

    private Protection protection(@Nullable MethodHandle constructor, String reason) {
        return new Protection(service, builder.type, builder.target, breakers, covered, constructor, reason);
    }
}
