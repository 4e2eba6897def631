//! Where the dependencies come from and under which licences, read from what cargo itself says of them.

use serde_json::Value;
use std::process::Command;

/// Licences that go together with MIT OR Apache-2.0.
const FINE: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "0BSD",
];

/// May a package under this expression be used: some alternative has only fine licences.
fn fine(expression: &str) -> bool {
    // Brackets appear only as `(A OR B) AND C`; then each part has to be fine by itself.
    let plain = expression.replace('/', " OR ");
    if plain.contains('(') {
        return plain
            .split(" AND ")
            .all(|part| fine(part.trim_matches(['(', ')', ' '])));
    }
    plain
        .split(" OR ")
        .any(|choice| choice.split(" AND ").all(|one| FINE.contains(&one.trim())))
}

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--all-features",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    all["packages"].as_array().unwrap().clone()
}

#[test]
fn g9_every_dependency_comes_from_crates_io_under_a_licence_that_fits() {
    let packages = packages();
    assert!(packages.len() > 50);
    let mut wrong = Vec::new();
    for package in packages.iter().filter(|p| p["name"] != "planerka") {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_default();
        if !fine(licence) {
            wrong.push(format!("{name}: {licence}"));
        }
        let source = package["source"].as_str().unwrap_or_default();
        if source != "registry+https://github.com/rust-lang/crates.io-index" {
            wrong.push(format!("{name} from {source}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn expressions_are_read_right() {
    for (expression, expected) in [
        ("MIT OR Apache-2.0", true),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR Apache-2.0) AND GPL-2.0", false),
        ("", false),
    ] {
        assert_eq!(fine(expression), expected, "{expression}");
    }
}
