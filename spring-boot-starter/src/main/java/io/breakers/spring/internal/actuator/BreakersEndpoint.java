package io.breakers.spring.internal.actuator;

import io.breakers.api.Breaker;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Protection;
import io.breakers.spring.internal.fleet.FleetView;
import io.breakers.spring.internal.listeners.RecentTransitions;
import io.breakers.spring.internal.settings.ChangeCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.lang.Nullable;

/**
 * {@code /actuator/breakers}: which state each breaker is in and why, and what an operator can do about it. Read-only
 * unless {@code management.endpoint.breakers.access} says {@code unrestricted}. What is not known is answered with 404
 * and what is.
 */
@WebEndpoint(id = "breakers", defaultAccess = Access.READ_ONLY)
public final class BreakersEndpoint {
    private final BreakerRegistry registry;
    private final Function<Protection, String> targets;
    private final Fallbacks fallbacks;
    private final RecentTransitions transitions;
    private final ChangeCounts changes;
    private final Optional<FleetView> fleet;

    /** Tells which bean answers for a service. */
    @FunctionalInterface
    public interface Fallbacks {
        @Nullable
        String of(String service);
    }

    public BreakersEndpoint(
            BreakerRegistry registry,
            Function<Protection, String> targets,
            Fallbacks fallbacks,
            RecentTransitions transitions,
            ChangeCounts changes,
            Optional<FleetView> fleet) {
        this.registry = registry;
        this.targets = targets;
        this.fallbacks = fallbacks;
        this.transitions = transitions;
        this.changes = changes;
        this.fleet = fleet;
    }

    /**
     * The state of each method by service, the last transitions, and what became of changed settings.
     *
     * @param fleet {@code true} adds the members of the fleet, for which Redis is asked; {@code null} if there is none
     */
    @ReadOperation
    public Map<String, Object> services(@Nullable Boolean fleet) {
        var services = new LinkedHashMap<String, Object>();
        byService().forEach((service, breakers) -> {
            var states = new TreeMap<String, Object>();
            breakers.forEach(
                    breaker -> states.put(Views.label(breaker), breaker.state().name()));
            services.put(service, states);
        });
        var all = new LinkedHashMap<String, Object>();
        all.put("services", services);
        all.put("transitions", transitions.all().stream().map(Views::of).toList());
        all.put("changes", changes.view());
        if (Boolean.TRUE.equals(fleet)) {
            all.put("fleet", this.fleet.map(FleetView::read).orElse(null));
        }
        return all;
    }

    /** Everything about a service. */
    @ReadOperation
    public WebEndpointResponse<Map<String, Object>> service(@Selector String service) {
        List<Breaker> breakers = byService().get(service);
        return breakers == null ? unknownService(service) : new WebEndpointResponse<>(view(service, breakers));
    }

    /** Everything about the breaker of one method, or of one of its keys: {@code charge[bank-7]}. */
    @ReadOperation
    public WebEndpointResponse<Map<String, Object>> method(@Selector String service, @Selector String method) {
        Found found = find(service, method);
        return found.refusal == null ? new WebEndpointResponse<>(Views.of(found.breakers.get(0))) : found.refusal;
    }

    /** Operates all breakers of a service. */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> operateService(
            @Selector String service, @Nullable String action, @Nullable String reason) {
        List<Breaker> breakers = byService().get(service);
        if (breakers == null) {
            return unknownService(service);
        }
        Action meant = Action.find(action);
        if (meant == null) {
            return unknownAction(action);
        }
        breakers.forEach(breaker -> meant.apply(breaker, reason(reason)));
        return new WebEndpointResponse<>(view(service, breakers));
    }

    /** Operates the breaker of one method, or of one of its keys. */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> operateMethod(
            @Selector String service, @Selector String method, @Nullable String action, @Nullable String reason) {
        Found found = find(service, method);
        if (found.refusal != null) {
            return found.refusal;
        }
        Action meant = Action.find(action);
        if (meant == null) {
            return unknownAction(action);
        }
        Breaker breaker = found.breakers.get(0);
        meant.apply(breaker, reason(reason));
        return new WebEndpointResponse<>(Views.of(breaker));
    }

    private static String reason(@Nullable String reason) {
        String line = reason == null
                ? ""
                : reason.replaceAll("[\\p{Cc}\\p{Cf}\\p{Z}]+", " ").strip();
        return line.isEmpty() ? "by the actuator" : line;
    }

    private Map<String, List<Breaker>> byService() {
        var services = new LinkedHashMap<String, List<Breaker>>();
        for (Breaker breaker : registry.breakers()) {
            services.computeIfAbsent(breaker.service(), first -> new ArrayList<>())
                    .add(breaker);
        }
        return services;
    }

    private Optional<Protection> protection(String service) {
        return registry.protections().stream()
                .filter(one -> one.service().equals(service))
                .findFirst();
    }

    private Map<String, Object> view(String service, List<Breaker> breakers) {
        Optional<Protection> protection = protection(service);
        String target = protection.map(targets).orElse("");
        return Views.of(service, protection, target, fallbacks.of(service), breakers, registry.settings());
    }

    /** The breaker that is meant, or the answer that there is none. */
    private record Found(List<Breaker> breakers, @Nullable WebEndpointResponse<Map<String, Object>> refusal) {}

    private Found find(String service, String method) {
        List<Breaker> breakers = byService().get(service);
        if (breakers == null) {
            return new Found(List.of(), unknownService(service));
        }
        List<Breaker> exact =
                breakers.stream().filter(one -> Views.label(one).equals(method)).toList();
        List<Breaker> found = exact.isEmpty()
                ? breakers.stream()
                        .filter(one -> one.method().startsWith(method + "(")
                                && Views.label(one).equals(one.method()))
                        .toList()
                : exact;
        if (found.size() == 1) {
            return new Found(found, null);
        }
        List<String> known =
                (found.isEmpty() ? breakers : found).stream().map(Views::label).toList();
        String problem = found.isEmpty()
                ? service + " has no breaker of a method " + method
                : method + " is overloaded; name one of those below";
        return new Found(List.of(), refusal(WebEndpointResponse.STATUS_NOT_FOUND, problem, known));
    }

    private WebEndpointResponse<Map<String, Object>> unknownService(String service) {
        return refusal(
                WebEndpointResponse.STATUS_NOT_FOUND,
                "there is no service " + service,
                List.copyOf(byService().keySet()));
    }

    private static WebEndpointResponse<Map<String, Object>> unknownAction(@Nullable String action) {
        String problem = action == null ? "there is no action; send {\"action\": ...}" : "there is no action " + action;
        return refusal(WebEndpointResponse.STATUS_BAD_REQUEST, problem, Action.names());
    }

    private static WebEndpointResponse<Map<String, Object>> refusal(int status, String problem, List<String> known) {
        return new WebEndpointResponse<>(Map.of("error", problem, "known", known), status);
    }
}
