package com.acme.shop;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** The bank, over HTTP. */
public interface PaymentClient {
    @GetExchange("/charge/{customer}")
    String charge(@PathVariable("customer") String customer);

    @GetExchange("/rate")
    String rate();
}
