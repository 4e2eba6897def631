//! The app: installs the panic hook and mounts the interface.

fn main() {
    planerka::ui::app::start();
}
