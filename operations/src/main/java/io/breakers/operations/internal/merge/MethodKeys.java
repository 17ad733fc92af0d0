package io.breakers.operations.internal.merge;

import io.breakers.operations.internal.document.Mistake;
import io.breakers.operations.internal.document.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the methods that a document means: by name, by signature, or by the name of a shared breaker, exactly or else
 * by letters and digits only, ignoring case, if that is unique (S58).
 */
final class MethodKeys {
    /**
     * What a key stands for.
     *
     * @param bySignature whether it is one method by its signature, which beats a name
     * @param problem what is wrong with the key; empty for nothing
     */
    record Found(Set<MethodTarget> methods, boolean bySignature, String problem) {
        static Found nothing(String problem) {
            return new Found(Set.of(), false, problem);
        }
    }

    private final Map<String, Set<MethodTarget>> byName = new LinkedHashMap<>();
    private final Map<String, Set<MethodTarget>> bySignature = new LinkedHashMap<>();

    MethodKeys(List<MethodTarget> methods) {
        for (MethodTarget method : methods) {
            put(byName, method.name(), method);
            if (method.guarded() && !method.signatures().contains(method.breaker())) {
                put(byName, method.breaker(), method);
            }
            method.signatures().forEach(signature -> put(bySignature, signature, method));
        }
    }

    private static void put(Map<String, Set<MethodTarget>> names, String name, MethodTarget method) {
        names.computeIfAbsent(name, first -> new LinkedHashSet<>()).add(method);
    }

    Found find(String key) {
        Set<MethodTarget> named = byName.get(key.strip());
        if (named != null) {
            return new Found(named, false, "");
        }
        Set<MethodTarget> signed = bySignature.get(key.replace(" ", ""));
        return signed == null ? findByLetters(key) : new Found(signed, true, "");
    }

    private Found findByLetters(String key) {
        String letters = Spelling.letters(key);
        List<String> names = key.contains("(") ? List.of() : alike(letters, byName);
        List<String> signatures = alike(letters, bySignature);
        if (names.size() == 1) {
            Set<MethodTarget> named = methods(names.get(0), byName);
            // A method without parameters has the same letters in its signature as in its name.
            signatures.removeIf(signature -> named.containsAll(methods(signature, bySignature)));
            if (signatures.isEmpty()) {
                return new Found(named, false, "");
            }
        }
        var signed = new LinkedHashSet<Set<MethodTarget>>();
        signatures.forEach(signature -> signed.add(methods(signature, bySignature)));
        if (names.isEmpty() && signed.size() == 1) {
            return new Found(signed.iterator().next(), true, "");
        }
        return Found.nothing(
                letters.isEmpty() || names.size() + signed.size() == 0 ? unknown(key) : ambiguous(names, signatures));
    }

    private static Set<MethodTarget> methods(String name, Map<String, Set<MethodTarget>> names) {
        return names.getOrDefault(name, Set.of());
    }

    private static List<String> alike(String letters, Map<String, Set<MethodTarget>> names) {
        var alike = new ArrayList<String>();
        for (String name : names.keySet()) {
            if (Spelling.letters(name).equals(letters)) {
                alike.add(name);
            }
        }
        return alike;
    }

    private String unknown(String key) {
        Set<String> known = byName.keySet();
        String suggestion = Spelling.suggestion(key, known);
        if (suggestion.isEmpty()) {
            suggestion = Spelling.suggestion(key, bySignature.keySet());
        }
        return "names a method that is not there, " + Mistake.shown(key)
                + (suggestion.isEmpty() ? "; there are " + String.join(", ", known) : suggestion);
    }

    private static String ambiguous(List<String> names, List<String> signatures) {
        var all = new ArrayList<String>(names);
        all.addAll(signatures);
        return "may mean any of " + String.join(", ", all) + "; write one of them exactly";
    }
}
