package io.breakers.operations.internal.document;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values. What cannot be read is refused with the rule and an example, never guessed. */
final class Values {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:[0-9]{1,18}(?:\\.[0-9]{0,18})?|\\.[0-9]{1,18})");
    private static final Pattern SHARE = Pattern.compile("(" + DECIMAL + ") ?(%?)");
    private static final Pattern DURATION = Pattern.compile("(?:([0-9]{1,18})d)?(?:([0-9]{1,18})h)?"
            + "(?:([0-9]{1,18})m(?!s))?(?:([0-9]{1,18})s)?"
            + "(?:([0-9]{1,18})ms)?(?:([0-9]{1,18})us)?(?:([0-9]{1,18})ns)?");
    private static final long[] SECONDS = {86_400, 3_600, 60, 1};
    private static final long[] NANOS = {1_000_000, 1_000, 1};

    private Values() {}

    static int whole(String text, int least, int most) throws BadValueException {
        long value = WHOLE.matcher(text).matches() ? Long.parseLong(text) : Long.MIN_VALUE;
        if (value < least || value > most) {
            String range = most == Integer.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
            throw new BadValueException("must be a whole number " + range);
        }
        return (int) value;
    }

    static double number(String text, double least) throws BadValueException {
        double value = DECIMAL.matcher(text).matches() ? new BigDecimal(text).doubleValue() : Double.NaN;
        if (!(value >= least)) {
            throw new BadValueException("must be a number of at least " + (long) least + ", such as 2 or 1.5");
        }
        return value;
    }

    /** A share, or a percentage of one: its decimal value. */
    static double share(String text, String range, double least, double most) throws BadValueException {
        Matcher share = SHARE.matcher(text);
        double value = Double.NaN;
        if (share.matches()) {
            var decimal = new BigDecimal(share.group(1));
            value = (share.group(2).isEmpty() ? decimal : decimal.movePointLeft(2)).doubleValue();
        }
        if (!(value >= least && value <= most)) {
            throw new BadValueException("must be a share in " + range + ", such as 0.5 or 50%");
        }
        return value;
    }

    static Duration duration(String text, Duration least) throws BadValueException {
        Duration value = duration(text);
        if (value.compareTo(least) < 0) {
            boolean positive = least.toNanos() == 1;
            throw new BadValueException(
                    positive ? "must be longer than zero" : "must be at least " + least.toNanos() + "ns");
        }
        return value;
    }

    private static Duration duration(String text) throws BadValueException {
        if (DECIMAL.matcher(text).matches()) {
            throw new BadValueException("has no unit; write " + text + "s or " + text + "ms, whichever is meant");
        }
        try {
            Matcher parts = DURATION.matcher(text);
            if (!text.isEmpty() && parts.matches()) {
                return sum(parts);
            }
            String iso = text.toUpperCase(Locale.ROOT);
            if (iso.startsWith("P") || iso.startsWith("-P") || iso.startsWith("+P")) {
                return Duration.parse(text);
            }
        } catch (ArithmeticException tooLong) {
            throw new BadValueException("is too long for a duration");
        } catch (DateTimeParseException malformed) {
            throw noDuration();
        }
        throw noDuration();
    }

    private static BadValueException noDuration() {
        return new BadValueException("must be a duration with a unit, such as 10s, 500ms, 2m, 1h, 1m30s or PT10S");
    }

    private static Duration sum(Matcher parts) {
        Duration sum = Duration.ZERO;
        for (int i = 0; i < SECONDS.length; i++) {
            sum = sum.plusSeconds(Math.multiplyExact(amount(parts, i), SECONDS[i]));
        }
        for (int i = 0; i < NANOS.length; i++) {
            sum = sum.plusNanos(Math.multiplyExact(amount(parts, SECONDS.length + i), NANOS[i]));
        }
        return sum;
    }

    private static long amount(Matcher parts, int part) {
        String digits = parts.group(part + 1);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    static boolean flag(String text) throws BadValueException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadValueException("must be true or false");
        };
    }

    /** The class names of a list, which are separated by commas. */
    static List<Class<? extends Throwable>> types(String text) throws BadValueException {
        var types = new ArrayList<Class<? extends Throwable>>();
        for (String name : text.split(",", -1)) {
            Class<?> type = type(name.strip());
            if (!Throwable.class.isAssignableFrom(type)) {
                throw new BadValueException(Mistake.shown(name.strip()) + " is no Throwable; name what is thrown");
            }
            types.add(type.asSubclass(Throwable.class));
        }
        return List.copyOf(types);
    }

    private static Class<?> type(String name) throws BadValueException {
        if (name.isEmpty()) {
            throw new BadValueException("has an empty class name; separate class names by single commas");
        }
        ClassLoader ofTheThread = Thread.currentThread().getContextClassLoader();
        try {
            return Class.forName(name, false, ofTheThread == null ? Values.class.getClassLoader() : ofTheThread);
        } catch (ClassNotFoundException | LinkageError absent) {
            String hint = name.contains(".") ? "a class in a class is written Outer$Inner" : "give its package, too";
            throw new BadValueException("there is no class " + Mistake.shown(name) + "; " + hint);
        }
    }
}
