package io.breakers.museum;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The fields of objects, their superclasses' too. */
final class FieldsOf {
    private FieldsOf() {}

    static List<Field> everyLevel(Class<?> type) {
        var fields = new ArrayList<Field>();
        for (Class<?> level = type; level != Object.class; level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }
}
