package io.breakers.examples;

/** The result of charging an order; the note is the transaction, or the reason why there is none. */
public record Payment(Status status, String note) {
    /** Whether the money is there. */
    public enum Status {
        PAID,
        QUEUED,
        FAILED
    }

    static Payment paid(String transaction) {
        return new Payment(Status.PAID, transaction);
    }

    static Payment queued() {
        return new Payment(Status.QUEUED, "to be settled later");
    }

    static Payment failed(Exception reason) {
        return new Payment(Status.FAILED, String.valueOf(reason.getMessage()));
    }
}
