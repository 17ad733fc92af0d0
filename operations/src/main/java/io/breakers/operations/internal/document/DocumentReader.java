package io.breakers.operations.internal.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts each setting at its level, and finds out what an unknown key may have meant. Not thread-safe. */
final class DocumentReader {
    private static final String DEFAULTS = "defaults";
    private static final String SERVICES = "services";
    private static final String METHODS = "methods";

    private final Mistakes mistakes;
    private final Level defaults = new Level();
    private final Map<String, Document.Service> services = new LinkedHashMap<>();

    DocumentReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    Level defaults() {
        return defaults;
    }

    Map<String, Document.Service> services() {
        return services;
    }

    void add(RawSetting setting) {
        List<String> path;
        try {
            path = KeyPath.split(setting.key());
        } catch (BadValueException malformed) {
            mistakes.add(setting, "is no key: it " + malformed.rule());
            return;
        }
        String first = path.get(0);
        if (is(first, DEFAULTS)) {
            addTo(defaults, path, 1, setting);
        } else if (is(first, SERVICES)) {
            addToService(path, setting);
        } else {
            mistakes.add(setting, unknownLevel(path));
        }
    }

    /** Checks each level as a whole. To be called once, when everything has been added. */
    void complete() {
        defaults.complete(mistakes);
        for (Document.Service service : services.values()) {
            service.level().complete(mistakes);
            service.methods().values().forEach(level -> level.complete(mistakes));
        }
    }

    private void addToService(List<String> path, RawSetting setting) {
        if (path.size() < 3) {
            mistakes.add(
                    setting,
                    "says nothing; write services.<service>.<key>, for example "
                            + KeyPath.join(path.size() < 2 ? List.of(SERVICES, "PaymentService") : path) + ".open-for");
            return;
        }
        Document.Service service = services.computeIfAbsent(path.get(1), name -> new Document.Service());
        if (!is(path.get(2), METHODS)) {
            addTo(service.level(), path, 2, setting);
        } else if (path.size() < 5) {
            mistakes.add(setting, "says nothing; write services.<service>.methods.<method>.<key>");
        } else {
            Level level = service.methods().computeIfAbsent(path.get(3), name -> new Level());
            addTo(level, path, 4, setting);
        }
    }

    /** Adds a setting whose key is the part {@code at}, which must be the last. */
    private void addTo(Level level, List<String> path, int at, RawSetting setting) {
        if (path.size() == at) {
            mistakes.add(setting, "says nothing; write " + KeyPath.join(path) + ".<key>, for example open-for");
            return;
        }
        String written = String.join("-", path.subList(at, path.size()));
        Key key = Key.find(written);
        if (key != null && path.size() == at + 1) {
            level.add(key, setting, mistakes);
        } else {
            mistakes.add(setting, unknownKey(path, at, written));
        }
    }

    private static String unknownKey(List<String> path, int at, String written) {
        var known = new ArrayList<String>(Key.texts());
        if (at == 2) {
            known.add(METHODS);
        }
        String unknown = "has an unknown key, " + Mistake.shown(path.get(at));
        String suggestion = Spelling.suggestion(written, known);
        if (suggestion.isEmpty()) {
            suggestion = Spelling.suggestion(path.get(at), known);
        }
        boolean dotted = at != 1 && path.size() > at + 1;
        if (suggestion.isEmpty() && dotted) {
            String name = path.get(at - 1) + "." + path.get(at);
            return unknown + "; a name that holds a dot is written in brackets: [" + Mistake.shown(name) + "]";
        }
        return unknown + (suggestion.isEmpty() ? "; known are " + String.join(", ", known) : suggestion);
    }

    private static String unknownLevel(List<String> path) {
        String first = path.get(0);
        if (is(first, "breakers")) {
            return "begins with breakers, which is left out here: begin with defaults or services";
        }
        Key key = Key.find(first);
        if (key != null) {
            return "belongs to a level: write defaults." + key.text() + " or services.<service>." + key.text();
        }
        String suggestion = Spelling.suggestion(first, List.of(DEFAULTS, SERVICES));
        return "must begin with defaults or services" + suggestion;
    }

    private static boolean is(String written, String word) {
        return Spelling.word(written).equals(word);
    }
}
