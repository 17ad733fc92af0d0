package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class GeneratedTypesTest extends TypesContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.GENERATED;
    }
}
