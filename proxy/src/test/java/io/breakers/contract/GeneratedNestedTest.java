package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class GeneratedNestedTest extends NestedContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.GENERATED;
    }
}
