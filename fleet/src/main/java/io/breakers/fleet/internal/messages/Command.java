package io.breakers.fleet.internal.messages;

import java.util.List;

/**
 * What an operator wants; whom it concerns is in the key of its entry.
 *
 * @param length how long it holds, in milliseconds from the time of its entry; 0 if it has no end
 */
public record Command(Action action, long length, String author, String reason) {
    public String text() {
        return Fields.join(List.of(action.word(), Long.toString(length), author, reason));
    }

    public static Command of(String text) throws MalformedException {
        Fields fields = Fields.of(text, 4 * (Limits.REASON + Limits.AUTHOR));
        Action action = Action.of(fields.text(20));
        var command =
                new Command(action, fields.number(Limits.MOST), fields.text(Limits.AUTHOR), fields.text(Limits.REASON));
        fields.end();
        if (command.length > 0 && action != Action.FORCE_OPEN && action != Action.DISABLE) {
            throw new MalformedException("this action has no end");
        }
        return command;
    }

    /** For example {@code maintenance (ops-7, fleet command 28601234567)}. */
    public String reason(long number) {
        return reason + " (" + author + ", fleet command " + number + ")";
    }

    /** For its end, for example {@code the end of: maintenance (ops-7, fleet command 28601234567)}. */
    public String endReason(long number) {
        return "the end of: " + reason(number);
    }
}
