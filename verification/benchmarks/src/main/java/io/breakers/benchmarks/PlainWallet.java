package io.breakers.benchmarks;

/** The target behind {@link Wallet}. */
final class PlainWallet implements Wallet {
    @Override
    public long pay(String account, long cents) {
        return cents;
    }

    @Override
    public String describe(int id) {
        return "wallet";
    }

    @Override
    public void close(String account) {}
}
