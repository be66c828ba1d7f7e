//! How much work it is to draw a drawing, weighed before it begins: drawing can't be stopped.

use resvg::usvg::tiny_skia_path::{PathSegment, Point};
use resvg::usvg::{Group, Node, Path, Rect, Stroke, Transform, Tree};

/// The most work: pixels that are painted, and what takes as long.
pub(crate) const MAX: f64 = 4e9;
/// A dash takes as long as so many pixels, and so does a segment of an outline.
const DASH: f64 = 200.0;
const SEGMENT: f64 = 50.0;
/// How often each pixel of a layer is gone through.
const LAYER: f64 = 4.0;

/// The work of a drawing that is shown so many times as large.
pub(crate) fn of(tree: &Tree, scale: f32) -> f64 {
    let size = tree.size();
    let canvas = Canvas {
        width: f64::from(size.width() * scale),
        height: f64::from(size.height() * scale),
        scale: f64::from(scale),
    };
    canvas.group(tree.root(), 0.0)
}

/// What is drawn on.
struct Canvas {
    width: f64,
    height: f64,
    scale: f64,
}

impl Canvas {
    /// The work of what is before, and of a group.
    fn group(&self, group: &Group, before: f64) -> f64 {
        let mut work = before;
        if group.should_isolate() {
            let layer = group.abs_layer_bounding_box().to_rect();
            let masks =
                usize::from(group.mask().is_some()) + usize::from(group.clip_path().is_some());
            work += self.area(layer) * LAYER * (1 + masks) as f64;
        }
        if let Some(clip) = group.clip_path() {
            work = self.group(clip.root(), work);
        }
        if let Some(mask) = group.mask() {
            work = self.group(mask.root(), work);
        }
        for node in group.children() {
            // More is of no interest.
            if work > MAX {
                return work;
            }
            work = match node {
                Node::Group(group) => self.group(group, work),
                Node::Path(path) => work + self.path(path),
                Node::Image(image) => work + self.area(image.abs_bounding_box()),
                Node::Text(text) => self.group(text.flattened(), work),
            };
        }
        work
    }

    fn path(&self, path: &Path) -> f64 {
        if !path.is_visible() {
            return 0.0;
        }
        let segments = path.data().len() as f64 * SEGMENT;
        let filled = if path.fill().is_some() { self.area(path.abs_bounding_box()) } else { 0.0 };
        segments + filled + path.stroke().map_or(0.0, |stroke| self.stroke(path, stroke))
    }

    fn stroke(&self, path: &Path, stroke: &Stroke) -> f64 {
        let length = length(path);
        let dashes = stroke.dasharray().map_or(0.0, |dashes| {
            let period: f32 = dashes.iter().sum();
            length * dashes.len() as f64 / f64::from(period.max(f32::MIN_POSITIVE))
        });
        let scale = self.scale * magnification(path.abs_transform());
        let line = length * scale * (f64::from(stroke.width().get()) * scale).max(1.0);
        // A thick line is no larger than what is drawn on, as often as it goes through it.
        let most = self.area(path.abs_stroke_bounding_box()) * path.data().len() as f64;
        dashes * DASH + line.min(most)
    }

    /// How many pixels of the canvas are in a rectangle.
    fn area(&self, rectangle: Rect) -> f64 {
        let within = |from: f32, to: f32, most: f64| {
            let place = |at: f32| (f64::from(at) * self.scale).clamp(0.0, most);
            place(to) - place(from)
        };
        within(rectangle.left(), rectangle.right(), self.width)
            * within(rectangle.top(), rectangle.bottom(), self.height)
    }
}

fn magnification(transform: Transform) -> f64 {
    let (x, y) = transform.get_scale();
    f64::from(x.max(y))
}

/// About the length of an outline, in its own units: that of the lines through its points.
fn length(path: &Path) -> f64 {
    let (mut length, mut at, mut start) = (0.0, Point::zero(), Point::zero());
    for segment in path.data().segments() {
        let mut to = |point: Point| {
            length += f64::from(at.distance(point));
            at = point;
        };
        match segment {
            PathSegment::MoveTo(point) => (at, start) = (point, point),
            PathSegment::LineTo(point) => to(point),
            PathSegment::QuadTo(a, b) => [a, b].into_iter().for_each(to),
            PathSegment::CubicTo(a, b, c) => [a, b, c].into_iter().for_each(to),
            PathSegment::Close => to(start),
        }
    }
    length
}
