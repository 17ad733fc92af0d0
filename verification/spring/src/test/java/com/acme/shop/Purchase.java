package com.acme.shop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

/** What is kept of an order. */
@Entity
public class Purchase {
    @Id
    @GeneratedValue
    Long id;

    @Column(unique = true)
    String customer;

    protected Purchase() {}

    public Purchase(String customer) {
        this.customer = customer;
    }
}
