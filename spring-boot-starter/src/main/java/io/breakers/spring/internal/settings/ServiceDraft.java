package io.breakers.spring.internal.settings;

import io.breakers.spring.internal.settings.Property.Element;
import io.breakers.spring.internal.settings.ServiceEntry.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what the properties say of one service. */
final class ServiceDraft {
    final String name;
    private final Classes classes;
    private final List<Mistake> mistakes;
    private final Map<String, String> origins = new LinkedHashMap<>();
    private final List<String> unprotected = new ArrayList<>();
    private final List<String> withoutFallback = new ArrayList<>();
    private final Map<String, Duration> lastGood = new LinkedHashMap<>();
    private final Map<String, List<String>> shared = new LinkedHashMap<>();
    private @Nullable String bean;
    private @Nullable Class<?> type;
    private @Nullable String fallback;
    private boolean enabled = true;
    private boolean selected = true;
    private Health health = Health.IGNORE;
    private String subject;

    /** Begins a service that {@code breakers.protect} names, or that {@link #hasKeys()}. */
    ServiceDraft(String name, String origin, Classes classes, List<Mistake> mistakes) {
        this.name = name;
        this.subject = "breakers.protect (" + name + ")";
        this.classes = classes;
        this.mistakes = mistakes;
        origins.put("", origin);
    }

    /** The service has properties of its own. */
    void hasKeys() {
        subject = "breakers.services." + Property.join(List.of(name));
    }

    ServiceEntry entry() {
        return new ServiceEntry(
                name,
                subject,
                bean,
                type,
                fallback,
                enabled && selected,
                health,
                List.copyOf(unprotected),
                List.copyOf(withoutFallback),
                Map.copyOf(lastGood),
                Map.copyOf(shared),
                Map.copyOf(origins));
    }

    /**
     * Adds one of {@link SettingKeys#OF_SERVICES}.
     *
     * @param key as it is spelt
     * @param rest what follows the key in the property's name
     */
    void add(String key, List<String> rest, Property property) {
        boolean named = key.equals("last-good") || key.equals("share");
        if (rest.size() != (named ? 1 : 0)) {
            mistakes.add(property.mistake(" is no setting.", named ? "write " + key + ".<name>" : "write " + key));
            return;
        }
        String full = named ? key + "." + Property.join(rest) : key;
        origins.put(full, property.origin());
        if (property.list().isEmpty()) {
            mistakes.add(property.mistake(" has no value.", "give one, or leave the key out"));
            return;
        }
        switch (key) {
            case "bean" -> bean = property.text();
            case "type" -> {
                type = type(property);
                // No bean is looked for that is not understood.
                selected &= type != null;
            }
            case "fallback" -> fallback = property.text();
            case "enabled" -> enabled = SnapshotReader.flag(property, true, mistakes);
            case "health" -> health = health(property);
            case "unprotected" -> addTo(unprotected, property);
            case "no-fallback" -> addTo(withoutFallback, property);
            case "last-good" -> lastGood(rest.get(0), property);
            case "share" -> addTo(shared.computeIfAbsent(rest.get(0), breaker -> new ArrayList<>()), property);
            default -> throw new AssertionError(key);
        }
    }

    /** Signatures hold commas, so a list of methods is split only where no parenthesis is open. */
    private static void addTo(List<String> methods, Property property) {
        for (Element element : property.elements()) {
            int parentheses = 0;
            var method = new StringBuilder();
            for (char next : (element.value() + ",").toCharArray()) {
                parentheses += next == '(' ? 1 : next == ')' ? -1 : 0;
                if (next != ',' || parentheses > 0) {
                    method.append(next);
                } else if (!method.toString().isBlank()) {
                    methods.add(method.toString().strip());
                    method.setLength(0);
                }
            }
        }
    }

    private @Nullable Class<?> type(Property property) {
        Element element = property.elements().get(0);
        Class<?> found = classes.find(property, element);
        if (found != null && !found.isInterface()) {
            mistakes.add(property.mistake(
                    ": " + found.getTypeName() + " is a class, not an interface.",
                    "name the interface that callers use"));
            return null;
        }
        return found;
    }

    private Health health(Property property) {
        for (Health known : Health.values()) {
            if (Words.letters(known.name()).equals(Words.letters(property.text()))) {
                return known;
            }
        }
        mistakes.add(property.mistake(
                ": '" + property.text() + "' is no kind of health.", "write ignore, down or out-of-service"));
        return Health.IGNORE;
    }

    private void lastGood(String method, Property property) {
        Duration age = SnapshotReader.duration(property, mistakes);
        if (age != null) {
            lastGood.put(method, age);
        }
    }
}
