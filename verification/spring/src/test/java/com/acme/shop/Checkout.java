package com.acme.shop;

import java.util.concurrent.CompletableFuture;

public interface Checkout {
    String buy(String customer);

    CompletableFuture<String> report(String customer);

    String rate(String currency);
}
